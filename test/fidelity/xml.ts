/** Reads the XML that AWS's query protocol answers with: elements and text, no attributes that mean anything. */

export interface XmlElement {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' };

/** @throws Error for text that isn't well-formed */
export function parseXml(source: string): XmlElement {
  const top: XmlElement = { name: '', children: [], text: '' };
  const open = [top];
  for (const [, close, name, selfClosing, text] of source.replace(/^<\?xml[^>]*\?>/, '').matchAll(/<(\/?)([\w:-]+)[^>]*?(\/?)>|([^<]+)/g)) {
    const here = open.at(-1)!;
    if (text !== undefined) {
      here.text += unescaped(text);
    } else if (close) {
      if (here.name !== name || open.length === 1) {
        throw new Error(`</${name}> closes <${here.name}>`);
      }
      open.pop();
    } else {
      const element = { name, children: [], text: '' };
      here.children.push(element);
      if (!selfClosing) {
        open.push(element);
      }
    }
  }
  if (open.length > 1 || top.children.length !== 1) {
    throw new Error(`an answer in XML has one element that is closed, and this one ends in <${open.at(-1)!.name}>`);
  }
  return top.children[0];
}

function unescaped(text: string): string {
  return text.replace(/&(\w+);/g, (whole, entity: string) => ENTITIES[entity] ?? whole);
}
