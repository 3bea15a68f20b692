package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestStaffAnswerTrainAndLookBack: a training trip begins at a cart's page and
// shows as such on its touchscreen; a call for help rings, is taken and
// resolved; the trip is found, and its page and the reports are fit to be read.
func TestStaffAnswerTrainAndLookBack(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--no-looks", "--store", storeFile(t))
	b := browser(t)
	staff := d.staff(t, b, "ops")
	kiosk := open(t, b, "ops-kiosk", d.Carts["cart-1"], 1280, 800)

	staff.run("the cart's page", navigate(d.Admin+"/carts/cart-1"))
	staff.clicks(`form[data-test="train"] button`)
	kiosk.says(`[data-test="training"]`, "nothing is charged")
	kiosk.shot("training")

	help := open(t, b, "ops-help", d.Admin+"/help", 1280, 800)
	help.clicks(`[data-test="ring"]`)
	help.sees(`[data-test="ring"][aria-pressed="true"]`)
	staff.clicks(`form[data-test="call"] button`)
	help.sees(`[data-call][data-taken="no"]`)
	help.sees(`[data-test="ring"][data-rang="1"]`)
	help.shots("call")
	help.checkAxe("call")
	help.clicks(`form[data-test="take"] button`)
	help.sees(`[data-call][data-taken="yes"]`)
	help.clicks(`form[data-test="resolve"] button`)
	help.run("resolved", chromedp.WaitNotPresent(`[data-call]`, chromedp.ByQuery))

	trips := open(t, b, "ops-trips", d.Admin+"/trips?filter=training", 1280, 900)
	trips.says(`[data-test="count"]`, "Trips: 1")
	trips.shots("trips")
	trips.checkAxe("trips")
	trips.clicks(`tbody a`)
	trips.says(`[data-test="timeline"]`, "Help asked")
	trips.shots("trip")
	trips.checkAxe("trip")

	trips.run("reports", navigate(d.Admin+"/reports"))
	trips.sees(`[data-test="report-hours"]`)
	trips.shots("reports")
	trips.checkAxe("reports")
	trips.run("privacy", navigate(d.Admin+"/privacy?email=nobody%40example.org"))
	trips.sees(`main [role="status"]`)
	trips.shots("privacy")
	trips.checkAxe("privacy")
}
