// Sends one signed request and prints the answer:  aps.go [METHOD] [PATH?QUERY] [JSON]
// Needs: Go 1.18 or newer, no packages
package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"net/http"
	"net/url"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"
)

var (
	gateway = setting("GATEWAY_URL", "https://gateway.example")
	key     = setting("CONSUMER_KEY", "your-consumer-key")
	secret  = setting("CONSUMER_SECRET", "")
)

const signatureMethod = "HMAC-SHA1"

type pair struct{ name, value string }

func setting(name, otherwise string) string {
	value := os.Getenv(name)
	if value == "" {
		value = otherwise
	}
	if value == "" {
		panic(name + " is not set")
	}
	return value
}

func encode(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}

// A term without = is a parameter with an empty value: limit(0,3) is signed as limit(0,3)=.
func readTerm(term string) (pair, error) {
	name, value, _ := strings.Cut(term, "=")
	name, err := url.QueryUnescape(name)
	if err != nil {
		return pair{}, err
	}
	value, err = url.QueryUnescape(value)
	return pair{name, value}, err
}

func authorization(method, target string) (string, error) {
	nonce := make([]byte, 16)
	if _, err := rand.Read(nonce); err != nil {
		return "", err
	}
	oauth := []pair{
		{"oauth_consumer_key", key},
		{"oauth_nonce", hex.EncodeToString(nonce)},
		{"oauth_signature_method", signatureMethod},
		{"oauth_timestamp", strconv.FormatInt(time.Now().Unix(), 10)},
		{"oauth_version", "1.0"},
	}
	path, query, _ := strings.Cut(target, "?")
	all := append([]pair{}, oauth...)
	for _, term := range strings.Split(query, "&") {
		if term == "" {
			continue
		}
		read, err := readTerm(term)
		if err != nil {
			return "", err
		}
		all = append(all, read)
	}
	for i, each := range all {
		all[i] = pair{encode(each.name), encode(each.value)}
	}
	sort.Slice(all, func(i, j int) bool {
		return all[i].name < all[j].name || all[i].name == all[j].name && all[i].value < all[j].value
	})
	var parameters []string
	for _, each := range all {
		parameters = append(parameters, each.name+"="+each.value)
	}
	base := method + "&" + encode(gateway+path) + "&" + encode(strings.Join(parameters, "&"))
	newHash := map[string]func() hash.Hash{"HMAC-SHA1": sha1.New, "HMAC-" + "SHA256": sha256.New}[signatureMethod]
	mac := hmac.New(newHash, []byte(encode(secret)+"&"))
	mac.Write([]byte(base))
	oauth = append(oauth, pair{"oauth_signature", base64.StdEncoding.EncodeToString(mac.Sum(nil))})
	var header []string
	for _, each := range oauth {
		header = append(header, each.name+`="`+encode(each.value)+`"`)
	}
	return "OAuth " + strings.Join(header, ", "), nil
}

func call(method, target, body string) (*http.Response, error) {
	client := http.Client{
		Timeout:       time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	for attempt := 1; ; attempt++ {
		// Each attempt gets a signature of its own.
		header, err := authorization(method, target)
		if err != nil {
			return nil, err
		}
		request, err := http.NewRequest(method, gateway+target, bytes.NewBufferString(body))
		if err != nil {
			return nil, err
		}
		request.Header.Set("Authorization", header)
		if body != "" {
			request.Header.Set("Content-Type", "application/json")
		}
		answer, err := client.Do(request)
		if err != nil {
			return nil, err
		}
		// 429 and 503 were not carried out, so any method may be repeated.
		if answer.StatusCode != 429 && answer.StatusCode != 503 || attempt == 3 {
			return answer, nil
		}
		answer.Body.Close()
		seconds, err := strconv.Atoi(answer.Header.Get("Retry-After"))
		if err != nil {
			seconds = 1
		}
		time.Sleep(time.Duration(seconds) * time.Second)
	}
}

func argument(index int, otherwise string) string {
	if len(os.Args) > index {
		return os.Args[index]
	}
	return otherwise
}

func main() {
	answer, err := call(argument(1, "GET"), argument(2, "/aps/2/resources?sort(name)&limit(0,3)"), argument(3, ""))
	if err != nil {
		panic(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		panic(err)
	}
	fmt.Fprintln(os.Stderr, answer.StatusCode)
	fmt.Println(string(text))
	if answer.StatusCode >= 400 {
		os.Exit(1)
	}
}
