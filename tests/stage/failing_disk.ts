// A disk that fails when told to, between a real server and its real files.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SOURCE = resolve(import.meta.dirname, '../faults/disk.c');

/** No space left on the device. */
const ENOSPC = 28;

export class FailingDisk {
  private constructor(private readonly folder: string) {}

  /** One that works so far; none where there is no C compiler. */
  static make(): FailingDisk | null {
    const disk = new FailingDisk(mkdtempSync(join(tmpdir(), 'picnic-faults-')));
    const built = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', disk.library, SOURCE, '-ldl']);
    if (built.status !== 0) {
      disk.remove();
      return null;
    }
    disk.works();
    return disk;
  }

  /** What the environment of its server must hold. */
  get environment(): Record<string, string> {
    return { LD_PRELOAD: this.library, PICNIC_FAULTS: this.control };
  }

  isFull(): void {
    this.order(`write ${ENOSPC}`);
  }

  works(): void {
    this.order('');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get library(): string {
    return join(this.folder, 'disk.so');
  }

  private get control(): string {
    return join(this.folder, 'faults');
  }

  private order(line: string): void {
    // Renamed, so that no half of it is read.
    writeFileSync(`${this.control}.next`, line);
    renameSync(`${this.control}.next`, this.control);
  }
}
