/** What failed, and what is to be done about it, as a section of a page. Pure. */

import type { FailureGroup } from './failures';
import type { Markup } from './markup';
import { markup } from './markup';

/** A stack that may have failed for itself. */
export interface FailedStack {
  readonly name: string;
  readonly status: string;
  readonly reason: string | null;
}

/** The section; undefined if nothing failed. */
export function failuresSection(groups: readonly FailureGroup[], stacks: readonly FailedStack[]): Markup | undefined {
  const unexplained = groups.length > 0 ? [] : stacks.filter(({ status, reason }) => reason !== null && !/^(CREATE|UPDATE)_COMPLETE$/.test(status));
  if (groups.length + unexplained.length === 0) {
    return undefined;
  }
  return markup`<section id="failures" aria-labelledby="failures-h">
<h2 id="failures-h">Failures</h2>
${groups.map(({ code, fix, failed }) => markup`<article class="failure">
<h3><code>${code}</code> ${failed.length === 1 ? undefined : `${failed.length} times`}</h3>
${fix === undefined ? undefined : markup`<p><b>Fix:</b> ${fix}</p>`}
<ul>${failed.map(({ subject, index, error }) => markup`<li><b>${index === undefined ? subject : markup`<a href="#a${index}">${subject}</a>`}</b>
<p>${error.what}</p>
${error.where === null ? undefined : markup`<p><b>Account:</b> ${error.where}</p>`}
${fix === undefined ? markup`<p><b>Fix:</b> ${error.fix}</p>` : undefined}
${error.awsSays === null ? undefined : markup`<p><b>AWS says:</b> ${error.awsSays}</p>`}
<p class="dim">Deploying again is safe: ${error.safeToDeployAgain === null ? 'not known' : error.safeToDeployAgain ? 'yes' : 'no, not before the fix'}</p></li>`)}</ul>
</article>`)}
${unexplained.map(({ name, reason }) => markup`<article class="failure"><h3>Stack ${name}</h3><p>${reason ?? ''}</p></article>`)}
</section>`;
}
