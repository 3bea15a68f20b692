package catalog

import (
	"github.com/dashcart/dashcart/models/money"
)

// price makes an amount of minor units; zero is no price at all.
func (f Format) price(minor int64) money.Amount {
	if minor == 0 {
		return money.Amount{}
	}
	return money.New(minor, f.Currency)
}

func (f Format) contents(r fileRows) Contents {
	return Contents{
		Currency: f.Currency, Departments: each(r.Departments, f.department), Products: each(r.Products, f.product),
		Produce: each(r.Produce, f.produce), Offers: each(r.Offers, f.offer), Coupons: each(r.Coupons, f.coupon),
	}
}

// rows is the way back.
func (f Format) rows(c Contents) fileRows {
	return fileRows{
		Departments: each(c.Departments, f.departmentRow), Products: each(c.Products, f.productRow),
		Produce: each(c.Produce, f.produceRow), Offers: each(c.Offers, f.offerRow), Coupons: each(c.Coupons, f.couponRow),
	}
}

func each[T, R any](of []T, f func(T) R) []R {
	var out []R
	for _, v := range of {
		out = append(out, f(v))
	}
	return out
}

func (f Format) departmentRow(d Department) departmentRow { return departmentRow(d) }

func (f Format) department(r departmentRow) Department { return Department(r) }

func (f Format) productRow(p Product) productRow {
	return productRow{
		GTIN: p.GTIN, Brand: p.Brand, Name: p.Name, NameES: p.NameES, Size: p.Size, Department: p.Department,
		Price: p.Price.Minor(), WeightG: p.WeightG, WeightSDG: p.WeightSDG, SoldBy: string(p.SoldBy),
		WidthMM: p.WidthMM, HeightMM: p.HeightMM, DepthMM: p.DepthMM, TaxClass: p.TaxClass, AgeLimit: p.AgeLimit,
		Cold: p.Cold, Aisle: p.Aisle, Shelf: p.Shelf, Picture: p.Picture, Photos: p.Photos, Stop: string(p.Stop), StopReason: p.StopReason,
		CompanyPrefix: p.CompanyPrefix, Family: p.Family, Deposit: p.Deposit, SNAP: p.SNAP,
	}
}

func (f Format) produceRow(p Produce) produceRow {
	return produceRow{
		PLU: p.PLU, Category: p.Category, Commodity: p.Commodity, Variety: p.Variety, Size: p.Size, Name: p.Name,
		NameES: p.NameES, SoldBy: string(p.SoldBy), Price: p.Price.Minor(), Organic: p.OrganicPrice.Minor(),
		Aliases: p.Aliases, Season: p.Season, TypicalG: p.TypicalG, TypicalSDG: p.TypicalSDG, TareG: p.TareG,
		Department: p.Department, TaxClass: p.TaxClass, Cold: p.Cold, Aisle: p.Aisle, Shelf: p.Shelf,
		Picture: p.Picture, Photos: p.Photos, Stop: string(p.Stop), StopReason: p.StopReason,
	}
}

func (f Format) offerRow(o Offer) offerRow {
	return offerRow{
		ID: o.ID, Name: o.Name, NameES: o.NameES, Kind: string(o.Kind), GTINs: o.GTINs, PLUs: o.PLUs,
		Departments: o.Departments, Brands: o.Brands, Everything: o.Everything,
		OtherGTINs: o.Other.GTINs, OtherPLUs: o.Other.PLUs, OtherDepts: o.Other.Departments, OtherBrands: o.Other.Brands,
		Quantity: o.Quantity, OtherCount: o.OtherQuantity, Get: o.Get, Price: o.Price.Minor(),
		Amount: o.Amount.Minor(), Percent: o.Percent, Minimum: o.Minimum.Minor(), Limit: o.Limit, PerShopper: o.PerShopper,
		Budget: o.Budget.Minor(), Members: o.Members, Combine: o.Combine, Days: o.Days, Hours: o.Hours,
		From: dayOf(o.From, f.location()), Until: lastDay(o.Until, f.location()),
	}
}

func (f Format) couponRow(k StoreCoupon) couponRow {
	return couponRow{
		Code: k.Code, Name: k.Name, NameES: k.NameES, Kind: string(k.Kind), Target: string(k.Target), GTINs: k.GTINs,
		PLUs: k.PLUs, Departments: k.Departments, Amount: k.Amount.Minor(), Percent: k.Percent,
		Minimum: k.Minimum.Minor(), Units: k.Units, Once: k.Once, PerShopper: k.OncePerShopper,
		From: dayOf(k.From, f.location()), Until: lastDay(k.Until, f.location()),
	}
}

func (f Format) product(r productRow) Product {
	return Product{
		GTIN: r.GTIN, Brand: r.Brand, Name: r.Name, NameES: r.NameES, Size: r.Size, Department: r.Department,
		Price: money.New(r.Price, f.Currency), WeightG: r.WeightG, WeightSDG: r.WeightSDG, SoldBy: SoldBy(r.SoldBy),
		WidthMM: r.WidthMM, HeightMM: r.HeightMM, DepthMM: r.DepthMM, TaxClass: r.TaxClass, AgeLimit: r.AgeLimit,
		Cold: r.Cold, Aisle: r.Aisle, Shelf: r.Shelf, Picture: r.Picture, Photos: r.Photos, Stop: Stop(r.Stop), StopReason: r.StopReason,
		CompanyPrefix: r.CompanyPrefix, Family: r.Family, Deposit: r.Deposit, SNAP: r.SNAP,
	}
}

func (f Format) produce(r produceRow) Produce {
	return Produce{
		PLU: r.PLU, Category: r.Category, Commodity: r.Commodity, Variety: r.Variety, Size: r.Size, Name: r.Name,
		NameES: r.NameES, SoldBy: SoldBy(r.SoldBy), Price: f.price(r.Price), OrganicPrice: f.price(r.Organic),
		Aliases: r.Aliases, Season: r.Season, TypicalG: r.TypicalG, TypicalSDG: r.TypicalSDG, TareG: r.TareG,
		Department: r.Department, TaxClass: r.TaxClass, Cold: r.Cold, Aisle: r.Aisle, Shelf: r.Shelf,
		Picture: r.Picture, Photos: r.Photos, Stop: Stop(r.Stop), StopReason: r.StopReason,
	}
}

func (f Format) offer(r offerRow) Offer {
	return Offer{
		ID: r.ID, Name: r.Name, NameES: r.NameES, Kind: OfferKind(r.Kind), GTINs: r.GTINs, PLUs: r.PLUs,
		Departments: r.Departments, Brands: r.Brands, Everything: r.Everything,
		Other:    Group{r.OtherGTINs, r.OtherPLUs, r.OtherDepts, r.OtherBrands},
		Quantity: r.Quantity, OtherQuantity: r.OtherCount, Get: r.Get, Price: f.price(r.Price),
		Amount: f.price(r.Amount), Percent: r.Percent, Minimum: f.price(r.Minimum), Limit: r.Limit, PerShopper: r.PerShopper,
		Budget: f.price(r.Budget), Members: r.Members, Combine: r.Combine, Days: r.Days, Hours: r.Hours,
		From: r.From.start(f.location()), Until: r.Until.end(f.location()),
	}
}

func (f Format) coupon(r couponRow) StoreCoupon {
	return StoreCoupon{
		Code: r.Code, Name: r.Name, NameES: r.NameES, Kind: Kind(r.Kind), Target: Target(r.Target), GTINs: r.GTINs,
		PLUs: r.PLUs, Departments: r.Departments, Amount: f.price(r.Amount), Percent: r.Percent,
		Minimum: f.price(r.Minimum), Units: r.Units, Once: r.Once, OncePerShopper: r.PerShopper,
		From: r.From.start(f.location()), Until: r.Until.end(f.location()),
	}
}
