// A link as a QR code, black on white in every theme because cameras want it so.

import { createMemo } from 'solid-js';
import { encode } from 'uqr';
import { t } from '../i18n';
import { qrPath } from './qr_path';

/** The white margin that readers need, in modules. */
const BORDER = 3;

export function QrCode(props: { text: string }) {
  const code = createMemo(() => encode(props.text, { ecc: 'M', border: BORDER }));
  return (
    <figure class="qr">
      <svg viewBox={`0 0 ${code().size} ${code().size}`} role="img" aria-label={t('share.qr')}>
        <rect width="100%" height="100%" fill="#ffffff" />
        <path d={qrPath(code().data)} fill="#000000" />
      </svg>
      <figcaption>{t('share.qrHint')}</figcaption>
    </figure>
  );
}
