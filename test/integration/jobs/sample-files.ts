import { Document, Packer, Paragraph } from 'docx';

/** A DOCX with these paragraphs. */
export async function makeDocx(paragraphs: readonly string[]): Promise<Uint8Array> {
  const document = new Document({ sections: [{ children: paragraphs.map((text) => new Paragraph(text)) }] });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** A mail with quoted-printable text, an HTML twin, a forwarded mail and an attachment. */
export function makeMail(): Uint8Array {
  const lines = [
    'From: =?utf-8?Q?=C5=81ukasz_=C5=BB=C3=B3=C5=82=C4=87?= <lukasz@example.com>',
    'To: office@hollismarsh.example',
    'Subject: =?utf-8?B?RGVwb3NpdGlvbiBvZiDOoy4gzqDOsc+Az4DOrA==?=',
    ' and the calendar',
    'Content-Type: multipart/mixed; boundary="outer"',
    '',
    'This is a mail in parts.',
    '--outer',
    'Content-Type: multipart/alternative; boundary=inner',
    '',
    '--inner',
    'Content-Type: text/plain; charset=iso-8859-2',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Please move the deposi=',
    'tion to =A3=F3d=BC.',
    '--inner',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>Twin of the same</p>',
    '--inner--',
    '--outer',
    'Content-Type: message/rfc822',
    '',
    'Subject: Forwarded',
    'Content-Type: text/html',
    '',
    '<style>p{color:red}</style><p>Settlement &amp; release</p><script>alert(1)</script>',
    '--outer',
    'Content-Type: application/pdf; name="retainer.pdf"',
    'Content-Disposition: attachment; filename="retainer.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    'JVBERi0=',
    '--outer--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}
