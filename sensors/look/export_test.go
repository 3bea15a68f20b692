package look

import (
	"encoding/binary"
	"hash/crc32"
)

// WithChecksum puts the right check sum in place of the last four bytes.
func WithChecksum(data []byte) []byte {
	if len(data) < 4 {
		return data
	}
	body := data[:len(data)-4]
	return binary.LittleEndian.AppendUint32(append([]byte(nil), body...), crc32.ChecksumIEEE(body))
}
