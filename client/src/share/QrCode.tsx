// A link as a QR code, black on white in every theme because cameras want it so.

import Maximize2 from 'lucide-solid/icons/maximize-2';
import Minimize2 from 'lucide-solid/icons/minimize-2';
import { createMemo, Show } from 'solid-js';
import { encode } from 'uqr';
import { t } from '../i18n';
import { qrPath } from './qr_path';

/** The white margin that readers need, in modules. */
const BORDER = 3;

/** `large` is for a projector: readable from the back of the room. */
export default function QrCode(props: { text: string; large: boolean; onResize(large: boolean): void }) {
  const code = createMemo(() => encode(props.text, { ecc: 'M', border: BORDER }));
  const resizeName = () => t(props.large ? 'links.qrSmaller' : 'links.qrLarger');
  return (
    <figure class="qr">
      <svg viewBox={`0 0 ${code().size} ${code().size}`} role="img" aria-label={t('links.qr')}>
        <rect width="100%" height="100%" fill="#ffffff" />
        <path d={qrPath(code().data)} fill="#000000" />
      </svg>
      <figcaption>
        {t('links.qrHint')}
        <button
          type="button"
          class="button button-icon"
          aria-label={resizeName()}
          title={resizeName()}
          onClick={() => props.onResize(!props.large)}
        >
          <Show when={props.large} fallback={<Maximize2 size={20} aria-hidden="true" />}>
            <Minimize2 size={20} aria-hidden="true" />
          </Show>
        </button>
      </figcaption>
    </figure>
  );
}
