#!/usr/bin/env bash
# Sends one signed request and prints the answer:  aps.sh [METHOD] [PATH?QUERY] [JSON]
# Needs: openssl and curl
set -euo pipefail
export LC_ALL=C # bytes, not characters

: "${CONSUMER_SECRET:?is not set}"
url=${GATEWAY_URL:-https://gateway.example}
key=${CONSUMER_KEY:-your-consumer-key}
signature_method=HMAC-SHA1
method=${1:-GET}
target=${2:-'/aps/2/resources?sort(name)&limit(0,3)'}
body=${3:-}

encode() {
  local text=$1 encoded='' character i
  for ((i = 0; i < ${#text}; i++)); do
    character=${text:i:1}
    case $character in
      [A-Za-z0-9._~-]) encoded+=$character ;;
      *)
        printf -v character '%02X' "'$character"
        encoded+=%${character: -2}
        ;;
    esac
  done
  printf '%s' "$encoded"
}

decode() {
  local text=${1//+/ }
  text=${text//\\/\\\\}
  printf '%b' "${text//%/\\x}"
}

pair() { printf '%s=%s\n' "$(encode "$1")" "$(encode "$2")"; }

nonce=$(openssl rand -hex 16)
timestamp=$(date +%s)

oauth() {
  pair oauth_consumer_key "$key"
  pair oauth_nonce "$nonce"
  pair oauth_signature_method "$signature_method"
  pair oauth_timestamp "$timestamp"
  pair oauth_version 1.0
}

# A term without = is a parameter with an empty value: limit(0,3) is signed as limit(0,3)=.
terms() {
  local term terms=()
  [[ $target == *\?* ]] && IFS='&' read -r -a terms <<<"${target#*\?}"
  for term in "${terms[@]}"; do
    if [[ $term == *=* ]]; then
      pair "$(decode "${term%%=*}")" "$(decode "${term#*=}")"
    elif [[ -n $term ]]; then
      pair "$(decode "$term")" ''
    fi
  done
}

hash=-sha1
if [[ $signature_method == HMAC-SHA256 ]]; then hash=-sha256; fi

digest() { openssl dgst "$hash" -binary; }

# HMAC by RFC 2104. With openssl's own, the secret would be an argument, which others on the machine can see.
hmac_key=$(encode "$CONSUMER_SECRET")'&'
key_bytes=()
if ((${#hmac_key} > 64)); then
  hashed=$(printf '%s' "$hmac_key" | openssl dgst "$hash" -r)
  hashed=${hashed%% *}
  for ((i = 0; i < ${#hashed}; i += 2)); do key_bytes+=($((16#${hashed:i:2}))); done
else
  for ((i = 0; i < ${#hmac_key}; i++)); do
    printf -v byte '%d' "'${hmac_key:i:1}"
    key_bytes+=("$byte")
  done
fi

# The key and zeros up to 64 bytes, each changed by a number.
padded() {
  local i byte padded=''
  for ((i = 0; i < 64; i++)); do
    printf -v byte '\\x%02x' $((${key_bytes[i]:-0} ^ $1))
    padded+=$byte
  done
  printf '%b' "$padded"
}

# By name and then by value: a tab sorts before every character of both.
parameters=$({ oauth && terms; } | sed $'s/=/\t/' | sort | sed $'s/\t/=/' | paste -s -d '&' -)
base=$method'&'$(encode "$url${target%%\?*}")'&'$(encode "$parameters")
signature=$({ padded 0x36 && printf '%s' "$base"; } | digest | { padded 0x5c && cat; } | digest | openssl base64)

header="Authorization: OAuth $(oauth | sed 's/=/="/; s/$/"/' | paste -s -d ',' -),oauth_signature=\"$(encode "$signature")\""
options=(--silent --show-error --globoff --path-as-is --request "$method" --header @- --write-out '\n%{stderr}%{http_code}\n')
if [[ -n $body ]]; then options+=(--header 'Content-Type: application/json' --data-binary "$body"); fi
# Without --retry, which would send the same signature again. To repeat a request, run this again.
curl --fail-with-body "${options[@]}" "$url$target" <<<"$header"
