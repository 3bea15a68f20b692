package store

import (
	"testing"
)

const sample = "../../store.yaml"

func TestTheSampleStoreIsRight(t *testing.T) {
	s, c, err := Load(sample)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Carts) != 3 || len(s.Lanes) != 5 || len(c.Departments()) < 12 || len(c.Products()) < 150 || len(c.PricedProduce()) < 120 || len(c.Coupons()) < 8 {
		t.Errorf("%d carts, %d lanes, %d departments, %d products, %d priced produce, %d coupons",
			len(s.Carts), len(s.Lanes), len(c.Departments()), len(c.Products()), len(c.PricedProduce()), len(c.Coupons()))
	}
}
