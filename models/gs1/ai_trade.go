package gs1

// tradeSpecs are the keys of trade items, their attributes and counts.
func tradeSpecs() []spec {
	return []spec{
		{ai: "00", title: "SSCC", fields: of(n(18, csum, gcppos2)), fixed: true, attr: true, key: "-"},
		{ai: "01", title: "GTIN", fields: of(n(14, csum, gcppos2)), fixed: true, attr: true, ex: "255,37", key: "22,10,21|235"},
		{ai: "02", title: "CONTENT", fields: of(n(14, csum, gcppos2)), fixed: true, attr: true, ex: "01,03", req: "37"},
		{ai: "03", title: "MTO GTIN", fields: of(n(14, csum, gcppos2)), fixed: true, ex: "01,02,37,235"},
		{ai: "10", title: "BATCH/LOT", fields: of(xMax(20)), attr: true, req: "01,02,03,8006,8026"},
		{ai: "11", title: "PROD DATE", fields: of(n(6, yymmd0)), fixed: true, attr: true, req: "01,02,03,8006,8026"},
		{ai: "12", title: "DUE DATE", fields: of(n(6, yymmd0)), fixed: true, attr: true, req: "8020"},
		{ai: "13", title: "PACK DATE", fields: of(n(6, yymmd0)), fixed: true, attr: true, req: "01,02,03,8006,8026"},
		{ai: "15", title: "BEST BEFORE or BEST BY", fields: of(n(6, yymmd0)), fixed: true, attr: true, req: "01,02,03,8006,8026"},
		{ai: "16", title: "SELL BY", fields: of(n(6, yymmd0)), fixed: true, attr: true, req: "01,02,03,8006,8026"},
		{ai: "17", title: "USE BY or EXPIRY", fields: of(n(6, yymmd0)), fixed: true, attr: true, req: "01,02,03,255,8006,8026"},
		{ai: "20", title: "VARIANT", fields: of(n(2)), fixed: true, attr: true, req: "01,02,03,8006,8026"},
		{ai: "21", title: "SERIAL", fields: of(xMax(20)), req: "01,03,8006", ex: "235"},
		{ai: "22", title: "CPV", fields: of(xMax(20)), req: "01"},
		{ai: "235", title: "TPX", fields: of(xMax(28)), req: "01"},
		{ai: "240", title: "ADDITIONAL ID", fields: of(xMax(30)), attr: true, req: "01,02,03,8006,8026"},
		{ai: "241", title: "CUST. PART No.", fields: of(xMax(30)), attr: true, req: "01,02,03,8006,8026"},
		{ai: "242", title: "MTO VARIANT", fields: of(nMax(6)), attr: true, req: "01,02,8006,8026"},
		{ai: "243", title: "PCN", fields: of(xMax(20)), attr: true, req: "01,03"},
		{ai: "250", title: "SECONDARY SERIAL", fields: of(xMax(30)), attr: true, req: "01+21,03+21,8006+21"},
		{ai: "251", title: "REF. TO SOURCE", fields: of(xMax(30)), attr: true, req: "01,03,8006"},
		{ai: "253", title: "GDTI", fields: of(n(13, csum, gcppos1), opt(xMax(17))), attr: true, key: "-"},
		{ai: "254", title: "GLN EXTENSION COMPONENT", fields: of(xMax(20)), req: "414"},
		{ai: "255", title: "GCN", fields: of(n(13, csum, gcppos1), opt(nMax(12))), attr: true, key: "-", ex: "01,02,415,8006,8020,8026"},
		{ai: "30", title: "VAR. COUNT", fields: of(nMax(8)), attr: true, req: "01,02"},
	}
}
