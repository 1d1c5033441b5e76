/** A movement for a bank's file; the amount as the file writes it. */
export interface BankFileLine {
  readonly day: string;
  readonly cents: string;
  readonly id: string;
  readonly name?: string;
  readonly check?: string;
  readonly type?: string;
}

export interface BankFilePeriod {
  readonly from?: string;
  readonly to?: string;
  readonly balance?: string;
  readonly on?: string;
  readonly currency?: string;
}

const solid = (day: string): string => day.replaceAll('-', '');

/** OFX 1.x: a header of lines, and leaves that are not closed. */
export function ofxText(lines: readonly BankFileLine[], account = '0000004242', period: BankFilePeriod = {}): string {
  const { from = '2026-01-02', to = '2026-01-31', balance = '700.00', on = to, currency = 'USD' } = period;
  const movements = lines.map(
    (line) =>
      `<STMTTRN>\n<TRNTYPE>${line.type ?? 'DEBIT'}\n<DTPOSTED>${solid(line.day)}120000[-5:EST]\n<TRNAMT>${line.cents}\n<FITID>${line.id}\n${
        line.check === undefined ? '' : `<CHECKNUM>${line.check}\n`
      }<NAME>${line.name ?? 'Somebody'}\n<MEMO>\n</STMTTRN>\n`,
  );
  return `OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n<OFX>
<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260201<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STMTRS><CURDEF>${currency}
<BANKACCTFROM><BANKID>123456789<ACCTID>${account}<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>${solid(from)}<DTEND>${solid(to)}
${movements.join('')}</BANKTRANLIST>
<LEDGERBAL><BALAMT>${balance}<DTASOF>${solid(on)}</LEDGERBAL>
<AVAILBAL><BALAMT>1.00<DTASOF>${solid(on)}</AVAILBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
`;
}

/** OFX 2.x: the same as XML. */
export function xmlText(lines: readonly BankFileLine[], account?: string, period?: BankFilePeriod): string {
  const [, tree = ''] = ofxText(lines, account, period).split('<OFX>');
  const closed = tree.replace(/<([A-Z0-9]+)>([^<\n]+)/g, '<$1>$2</$1>').replace(/<MEMO>\n/g, '<MEMO/>\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<?OFX OFXHEADER="200" VERSION="211"?>\n<OFX>${closed}`;
}
