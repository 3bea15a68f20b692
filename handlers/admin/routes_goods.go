package admin

// goodsRoutes are the addresses of what is sold: lists, entries, files,
// revisions.
var goodsRoutes = func() []route {
	out := []route{
		{"GET", "/admin/catalogue", See, (*pages).catalogue},
		{"POST", "/admin/catalogue/reload", Reload, (*pages).reload},
		{"POST", "/admin/catalogue/settle", Reload, (*pages).settle},
		{"GET", "/admin/export/:file", See, (*pages).export},
		{"POST", "/admin/imports", Products, (*pages).upload},
		{"GET", "/admin/imports/:id", Products, (*pages).importJob},
		{"POST", "/admin/imports/:id", Products, (*pages).applyImport},
		{"GET", "/admin/revisions", See, (*pages).revisions},
		{"GET", "/admin/revisions/:n", See, (*pages).revision},
		{"POST", "/admin/revisions/:n/restore", Reload, (*pages).restore},
		{"GET", "/admin/try", See, (*pages).try},
		{"GET", "/admin/shots/:id", Products, (*pages).shot},
	}
	for list, needs := range goodsLists {
		at := "/admin/" + list
		out = append(out,
			route{"GET", at, See, goodsList(list)},
			route{"GET", at + "/:key", See, editGoods(list)},
			route{"POST", at + "/:key", needs, saveGoods(list)},
			route{"POST", at + "/:key/remove", needs, removeGoods(list)},
		)
		if list == "products" || list == "produce" {
			out = append(out,
				route{"POST", at + "/:key/stop", needs, stopGoods(list)},
				route{"POST", at + "/:key/picture", needs, pictureGoods(list)},
				route{"POST", at + "/:key/photo", needs, photoGoods(list)},
				route{"POST", at + "/:key/shot", needs, shotGoods(list)},
				route{"POST", at + "/:key/unphoto", needs, unphotoGoods(list)},
				route{"POST", at + "/:key/plan", needs, planGoods(list)},
				route{"POST", at + "/:key/unplan", needs, unplanGoods(list)},
			)
		}
	}
	return out
}()
