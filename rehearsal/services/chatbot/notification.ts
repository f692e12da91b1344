/** Notifications as a chat takes them: those of its own form, and those of AWS's services. Whatever else comes is dropped. */

import { isRecord } from '../../cloudformation/template';

/** A notification that is shown. */
export interface Notification {
  readonly title: string;
  /** Whether buttons may be added. */
  readonly takesButtons: boolean;
  /** What variables of buttons are read from; undefined for what a service of AWS sends, whose variables aren't imitated. */
  readonly content?: Readonly<Record<string, unknown>>;
}

/** Reads a message of a topic. Undefined for one that is dropped. */
export function notificationOf(message: string): Notification | undefined {
  const parsed = parsedOf(message);
  if (parsed === undefined) {
    return undefined;
  }
  const { AlarmName: alarm, content, metadata, source, version } = parsed;
  if (typeof alarm === 'string') {
    return { title: alarm, takesButtons: false };
  }
  if (version !== '1.0' || source !== 'custom' || !isRecord(content) || typeof content.description !== 'string' || content.description === '') {
    return undefined;
  }
  return {
    title: typeof content.title === 'string' ? content.title : content.description,
    takesButtons: !isRecord(metadata) || metadata.enableCustomActions !== false,
    content: parsed,
  };
}

/** What stands at a place like $.metadata.additionalContext.question, as text. */
export function valueAt(content: Readonly<Record<string, unknown>>, place: string): string | undefined {
  const value = place.split('.').slice(1).reduce<unknown>((inner, name) => (isRecord(inner) ? inner[name] : undefined), content);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function parsedOf(message: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(message);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
