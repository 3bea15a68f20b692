package gs1

import "strings"

// The content rules of AI data, each by the name of GS1's linter. They answer
// with the linter's name for what is wrong, or nothing.
var (
	csum           = check{"csum", lintCheckDigit}
	csumalpha      = check{"csumalpha", lintCheckPair}
	gcppos1        = check{"gcppos1", lintPrefix}
	gcppos2        = check{"gcppos2", lintPrefixAfterFirst}
	nonzero        = check{"nonzero", lintNonzero}
	zero           = check{"zero", lintZero}
	nozeroprefix   = check{"nozeroprefix", lintNoZeroPrefix}
	yesno          = check{"yesno", lintYesNo}
	winding        = check{"winding", lintWinding}
	hyphen         = check{"hyphen", lintHyphen}
	hasnondigit    = check{"hasnondigit", lintHasNonDigit}
	pcenc          = check{"pcenc", lintPercentEncoding}
	pieceoftotal   = check{"pieceoftotal", lintPieceOfTotal}
	posinseqslash  = check{"posinseqslash", lintPositionInSequence}
	importeridx    = check{"importeridx", lintImporterIndex}
	latitude       = check{"latitude", func(s string) Code { return atMost(s, "1800000000", "invalid_latitude") }}
	longitude      = check{"longitude", func(s string) Code { return atMost(s, "3600000000", "invalid_longitude") }}
	couponcode     = check{"couponcode", func(s string) Code { _, err := ParseCoupon(s, nil); return codeOf(err) }}
	couponposoffer = check{"couponposoffer", func(s string) Code { _, err := ParseOfferCoupon(s); return codeOf(err) }}
)

func codeOf(err error) Code {
	if e, ok := err.(*Error); ok {
		return e.Code
	}
	return ""
}

// minPrefix is the length of the shortest GS1 company prefix.
const minPrefix = 4

func lintCheckDigit(s string) Code {
	if s == "" {
		return "too_short_for_check_digit"
	}
	if CheckDigit(s[:len(s)-1]) != s[len(s)-1] {
		return CodeCheckDigit
	}
	return ""
}

func lintPrefix(s string) Code {
	if len(s) < minPrefix {
		return "too_short_for_gcp"
	}
	if firstNonDigit(s[:minPrefix]) >= 0 {
		return CodeInvalidPrefix
	}
	return ""
}

func lintPrefixAfterFirst(s string) Code {
	if len(s) < 2 {
		return "too_short_for_gcp"
	}
	return lintPrefix(s[1:])
}

func lintNonzero(s string) Code {
	if strings.Trim(s, "0") == "" {
		return "illegal_zero_value"
	}
	return ""
}

func lintZero(s string) Code {
	if strings.Trim(s, "0") != "" {
		return "not_zero"
	}
	return ""
}

func lintNoZeroPrefix(s string) Code {
	if len(s) > 1 && s[0] == '0' {
		return "illegal_zero_prefix"
	}
	return ""
}

func lintYesNo(s string) Code {
	if s != "0" && s != "1" {
		return "not_zero_or_one"
	}
	return ""
}

func lintWinding(s string) Code {
	if s != "0" && s != "1" && s != "9" {
		return "invalid_winding_direction"
	}
	return ""
}

func lintHyphen(s string) Code {
	if strings.Trim(s, "-") != "" {
		return "not_hyphen"
	}
	return ""
}

func lintHasNonDigit(s string) Code {
	if firstNonDigit(s) < 0 {
		return "requires_non_digit_character"
	}
	return ""
}

// lintPercentEncoding wants two hexadecimal digits after each "%".
func lintPercentEncoding(s string) Code {
	const hex = "0123456789ABCDEFabcdef"
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && (i+2 >= len(s) || !strings.Contains(hex, s[i+1:i+2]) || !strings.Contains(hex, s[i+2:i+3])) {
			return "invalid_percent_sequence"
		}
	}
	return ""
}

// lintPieceOfTotal reads two numbers of equal length: this piece, all pieces.
func lintPieceOfTotal(s string) Code {
	half := len(s) / 2
	piece, total := s[:half], s[half:]
	switch {
	case len(s)%2 != 0 || s == "":
		return "invalid_length_for_piece_of_total"
	case strings.Trim(piece, "0") == "":
		return "zero_piece_number"
	case strings.Trim(total, "0") == "":
		return "zero_total_pieces"
	case piece > total:
		return "piece_number_exceeds_total"
	}
	return ""
}

// lintPositionInSequence reads "2/3".
func lintPositionInSequence(s string) Code {
	position, end, _ := strings.Cut(s, "/")
	switch {
	case !isDigits(position), !isDigits(end):
		return "position_in_sequence_malformed"
	case position[0] == '0', end[0] == '0':
		return "illegal_zero_prefix"
	case len(position) > len(end), len(position) == len(end) && position > end:
		return "position_exceeds_end"
	}
	return ""
}

func lintImporterIndex(s string) Code {
	if len(s) != 1 {
		return "importer_idx_must_be_one_character"
	}
	if charset('Z', s) != "" || s == "=" {
		return "invalid_import_idx_character"
	}
	return ""
}

// atMost compares digits of equal length.
func atMost(s, limit string, code Code) Code {
	if len(s) != len(limit) || s > limit {
		return code
	}
	return ""
}
