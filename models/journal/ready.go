package journal

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"
)

// writerBusy is how long Ready waits for the writer, which a large import may
// hold for seconds: one that is busy works.
const writerBusy = time.Second

// Ready asks the file one thing and writes one number into its head; the error
// says what keeps it from doing so. A full disk still reads. A database server
// watches its own disk.
func (d *DB) Ready(ctx context.Context) error {
	var n int
	if err := d.read.WithContext(ctx).Raw(`SELECT COUNT(*) FROM migrations`).Scan(&n).Error; err != nil {
		return fmt.Errorf("%s: %w", d.path, err)
	}
	if d.pg {
		return nil
	}
	soon, cancel := context.WithTimeout(ctx, writerBusy)
	defer cancel()
	pool, err := d.write.DB()
	if err == nil {
		// SQLite leaves out a page that would stay as it was: a number that is new each time.
		_, err = pool.ExecContext(soon, fmt.Sprintf(`PRAGMA user_version = %d`, time.Now().UnixNano()&math.MaxInt32))
	}
	if err != nil && (ctx.Err() != nil || !errors.Is(soon.Err(), context.DeadlineExceeded)) {
		return fmt.Errorf("%s takes nothing in: %w", d.path, err)
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
