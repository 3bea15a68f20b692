package journal

import (
	"context"
	"fmt"
)

// Ready asks the file one thing; the error says what keeps it from answering.
// The writer is not asked: a large import may hold it for seconds.
func (d *DB) Ready(ctx context.Context) error {
	var n int
	if err := d.read.WithContext(ctx).Raw(`SELECT COUNT(*) FROM migrations`).Scan(&n).Error; err != nil {
		return fmt.Errorf("%s: %w", d.path, err)
	}
	return nil
}

// Waiting is how many events the hub does not hold yet.
func (c *Cart) Waiting(ctx context.Context) (n int64, err error) {
	if err = c.read.WithContext(ctx).Raw(`SELECT COUNT(*) FROM events WHERE seq > (SELECT seq FROM sent)`).Scan(&n).Error; err != nil {
		err = fmt.Errorf("journal %s: %w", c.path, err)
	}
	return n, err
}

// MailWaiting is how many messages have not left the outbox.
func (s *Store) MailWaiting(ctx context.Context) (n int64, err error) {
	if err = s.read.WithContext(ctx).Raw(`SELECT COUNT(*) FROM outbox WHERE sent = 0`).Scan(&n).Error; err != nil {
		err = fmt.Errorf("outbox: %w", err)
	}
	return n, err
}
