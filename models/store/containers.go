package store

import (
	"fmt"

	"github.com/dashcart/dashcart/models/evidence"
)

// Container is what loose goods are weighed in, with its preset tare in grams.
type Container struct {
	ID     string  `yaml:"id" strict:"required"`
	Name   string  `yaml:"name" strict:"required"`
	NameES string  `yaml:"name_es"`
	TareG  float64 `yaml:"tare_g" strict:"required"`
}

// Named returns the name in a language.
func (c Container) Named(lang string) string {
	if lang == "es" && c.NameES != "" {
		return c.NameES
	}
	return c.Name
}

// Container finds a container by its ID.
func (s *Store) Container(id string) (Container, bool) {
	for _, c := range s.Containers {
		if c.ID == id {
			return c, true
		}
	}
	return Container{}, false
}

func (l *loader) containers() {
	seen := map[string]bool{}
	for i, c := range l.file.Containers {
		path := fmt.Sprintf("containers[%d]", i)
		if seen[c.ID] {
			l.add(path+".id", "%q is there twice", c.ID)
		}
		seen[c.ID] = true
		l.within(path+".tare_g", c.TareG, 0.1, evidence.MaxTareG)
	}
}
