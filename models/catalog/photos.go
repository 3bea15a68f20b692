package catalog

import "strings"

// StaffPicture begins the name of every picture file that staff added; the
// catalogue's own are named by whoever made it.
const StaffPicture = "staff-"

// StaffPhotos lists the reference photos that staff added, of a text that may
// name folders or classes of others beside them, with semicolons between.
func StaffPhotos(photos string) (files []string) {
	for name := range strings.SplitSeq(photos, ";") {
		if name = strings.TrimSpace(name); strings.HasPrefix(name, StaffPicture) {
			files = append(files, name)
		}
	}
	return files
}
