// Just enough of the protobuf encoding to read an answer: varints and length-delimited fields.

/** The length-delimited fields of a message as texts, by field number. Throws if the message is not well formed. */
export function texts(message: Buffer): Map<number, string> {
  const found = new Map<number, string>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message.readUInt8(at++);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    if (tag % 8 === 0) varint();
    else if (tag % 8 === 2) {
      const length = varint();
      found.set(tag >> 3, message.toString('utf8', at, (at += length)));
    } else throw new Error(`wire type ${tag % 8}`);
  }
  return found;
}
