package ops

import (
	"github.com/prometheus/client_golang/prometheus"

	"github.com/dashcart/dashcart/models/evidence"
	"github.com/dashcart/dashcart/models/shopping"
)

// Carts adds how the carts stand, as they are when the metrics are read.
func (m *Metrics) Carts(carts func() []shopping.Shopping) {
	m.registry.MustRegister(&cartsNow{carts})
}

var (
	cartsIn    = prometheus.NewDesc("dashcart_carts", "Carts, by what they are doing.", []string{"status"}, nil)
	cartOnline = prometheus.NewDesc("dashcart_cart_online", "1 while the cart and the hub reach each other.", []string{"cart"}, nil)
	cartCharge = prometheus.NewDesc("dashcart_cart_battery_ratio", "Charge of the cart's battery, 0 to 1; absent where nothing measures it.", []string{"cart"}, nil)
	cartWarmth = prometheus.NewDesc("dashcart_cart_temperature_celsius", "How warm the cart's computer is; absent where nothing measures it.", []string{"cart"}, nil)
	cartSensor = prometheus.NewDesc("dashcart_cart_sensor_up", "1 where a sensor works, 0.5 where it is covered, dirty or noisy, 0 where it is down.", []string{"cart", "sensor", "kind"}, nil)
	cartStarts = prometheus.NewDesc("dashcart_cart_sensor_restarts", "How often a sensor's driver was started again.", []string{"cart", "sensor", "kind"}, nil)
)

// cartsNow reads the carts when the metrics are read: nothing has to be kept in
// step with them.
type cartsNow struct{ carts func() []shopping.Shopping }

// Describe implements prometheus.Collector.
func (c *cartsNow) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{cartsIn, cartOnline, cartCharge, cartWarmth, cartSensor, cartStarts} {
		to <- d
	}
}

// Collect implements prometheus.Collector.
func (c *cartsNow) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	doing := map[string]int{}
	for _, cart := range c.carts() {
		l := cart.Live()
		status := string(l.State.Cart)
		if status == "" { // nothing was heard of it yet
			status = "unknown"
		}
		doing[status]++
		gauge(cartOnline, one(l.Online), cart.ID())
		if l.Power != (evidence.PowerReading{}) {
			gauge(cartCharge, l.Power.Percent/100, cart.ID())
		}
		if l.Power.Thermal {
			gauge(cartWarmth, l.Power.Celsius, cart.ID())
		}
		for _, h := range l.Health {
			gauge(cartSensor, up(h.State), cart.ID(), h.Sensor, h.Kind)
			gauge(cartStarts, float64(h.Restarts), cart.ID(), h.Sensor, h.Kind)
		}
	}
	for status, n := range doing {
		gauge(cartsIn, float64(n), status)
	}
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

func up(s evidence.HealthState) float64 {
	switch s {
	case evidence.HealthOK:
		return 1
	case evidence.HealthDegraded:
		return .5
	}
	return 0
}
