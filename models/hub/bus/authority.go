package bus

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// How long certificates live. The server's is made anew at each start, the
// authority's outlives the carts.
const (
	authorityLife = 20 * 365 * 24 * time.Hour
	serverLife    = 398 * 24 * time.Hour
	clockSlack    = 24 * time.Hour // carts whose clock is behind must connect too
)

// Authority is the store's own certificate authority: carts trust it and
// nobody else.
type Authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// OpenAuthority reads the authority from a hub's folder, or makes one there.
func OpenAuthority(dir, name string, now time.Time) (*Authority, error) {
	dir = filepath.Join(dir, "authority")
	file := filepath.Join(dir, "authority.pem")
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return makeAuthority(dir, file, name, now)
	}
	if err != nil {
		return nil, err
	}
	pair, err := tls.X509KeyPair(b, b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	key, ok := pair.PrivateKey.(*ecdsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("%s: the key is no ECDSA key", file)
	}
	return &Authority{pair.Leaf, key}, nil
}

func makeAuthority(dir, file, name string, now time.Time) (*Authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	form := &x509.Certificate{SerialNumber: serial(), Subject: pkix.Name{CommonName: name + " carts"}, NotBefore: now.Add(-clockSlack), NotAfter: now.Add(authorityLife),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign}
	der, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	b := append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})...)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return &Authority{cert, key}, writeSecret(file, b)
}

// writeSecret writes a file that only its owner reads, whole or not at all.
func writeSecret(file string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(file), ".new-*") // mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

func serial() *big.Int {
	n, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120)) // crypto/rand never fails
	return n.Add(n, big.NewInt(1))
}

// PEM is the authority's certificate.
func (a *Authority) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw})
}

// Fingerprint names the authority in a join code.
func (a *Authority) Fingerprint() [sha256.Size]byte { return sha256.Sum256(a.cert.Raw) }

// server makes the hub's certificate for the names and addresses by which
// carts reach it. The authority follows in the chain, for machines that join
// and know only its fingerprint.
func (a *Authority) server(hosts []string, now time.Time) (*tls.Config, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	form := &x509.Certificate{SerialNumber: serial(), Subject: pkix.Name{CommonName: serverName}, DNSNames: []string{serverName}, NotBefore: now.Add(-clockSlack), NotAfter: now.Add(serverLife),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}}
	for _, h := range hosts {
		if ip := net.ParseIP(h); ip != nil {
			form.IPAddresses = append(form.IPAddresses, ip)
		} else if h != "" {
			form.DNSNames = append(form.DNSNames, h)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, form, a.cert, key.Public(), a.key)
	if err != nil {
		return nil, err
	}
	return &tls.Config{MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{{Certificate: [][]byte{der, a.cert.Raw}, PrivateKey: key}}}, nil
}

// serverName is what every hub's certificate is for. Carts ask for it by this
// name wherever the hub stands, since the authority vouches for one hub only.
const serverName = "hub.dashcart.internal"

// trusting is how a cart checks the hub it reaches.
func trusting(authority []byte) (*tls.Config, error) {
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(authority) {
		return nil, errors.New("the store's authority is no certificate")
	}
	return &tls.Config{MinVersion: tls.VersionTLS13, RootCAs: pool, ServerName: serverName}, nil
}

// trustingFingerprint accepts the hub whose chain ends in the authority with
// that fingerprint (its first bytes), and keeps the authority's certificate.
func trustingFingerprint(print []byte, keep func(pem []byte)) *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS13, ServerName: serverName,
		InsecureSkipVerify: true, // checked below, against the fingerprint
		VerifyConnection: func(s tls.ConnectionState) error {
			for _, c := range s.PeerCertificates {
				if sum := sha256.Sum256(c.Raw); len(print) > 0 && string(sum[:len(print)]) == string(print) {
					pool := x509.NewCertPool()
					pool.AddCert(c)
					if _, err := s.PeerCertificates[0].Verify(x509.VerifyOptions{DNSName: serverName, Roots: pool}); err != nil {
						return err
					}
					keep(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}))
					return nil
				}
			}
			return errors.New("the hub that answers is not the one that made this code")
		}}
}
