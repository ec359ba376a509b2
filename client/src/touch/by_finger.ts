/** Whether a finger is what this page is first pointed at with: writing brings up a keyboard over half of it. */
export function isByFinger(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}
