"""Counts what the Autobahn suite found, and fails when a case failed. For Python 2.7 and 3.

Cases 12 and 13 are about compression, which picnic does not offer: updates are small, and a
compressor would cost each socket hundreds of KiB. The suite calls them unimplemented.
"""

from __future__ import print_function

import json
import sys

FINE = ("OK", "NON-STRICT", "INFORMATIONAL")
# The suite has this many; fewer means that it did not run to its end.
CASES = 517

results = json.load(open(sys.argv[1]))["picnic"]
counts = {}
failed = []
for case, result in sorted(results.items()):
    behavior, close = result["behavior"], result["behaviorClose"]
    counts[behavior] = counts.get(behavior, 0) + 1
    is_compression = case.split(".")[0] in ("12", "13")
    if behavior == "UNIMPLEMENTED" and is_compression:
        continue
    if behavior not in FINE or close not in FINE:
        failed.append("%s: %s, closing %s" % (case, behavior, close))

for line in failed:
    print("conformance: failed:", line)
print("conformance: %d cases: %s" % (len(results), ", ".join(
    "%d %s" % (count, name.lower()) for name, count in sorted(counts.items()))))
passed = sum(counts.get(name, 0) for name in FINE) - len(failed)
print("%d passed, %d failed, %d skipped" % (
    passed, len(failed), counts.get("UNIMPLEMENTED", 0)))
sys.exit(bool(failed) or len(results) < CASES)
