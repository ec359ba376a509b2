// What a cluster is called where it is spoken of.

import { t } from '../i18n';
import type { Cluster } from './document/cluster';

/** A title to speak of the cluster by. */
export function titleFor(cluster: Cluster): string {
  return cluster.title === '' ? t('clusters.untitled') : cluster.title;
}
