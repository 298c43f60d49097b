<?php
// Sends one signed request and prints the answer:  aps.php [METHOD] [PATH?QUERY] [JSON]
// Needs: PHP 8 with its curl extension

define('GATEWAY', getenv('GATEWAY_URL') ?: 'https://gateway.example');
define('KEY', getenv('CONSUMER_KEY') ?: 'your-consumer-key');
define('SECRET', getenv('CONSUMER_SECRET') ?: throw new Exception('CONSUMER_SECRET is not set'));
const SIGNATURE_METHOD = 'HMAC-SHA1';

function authorization(string $method, string $target): string
{
    [$path, $query] = explode('?', $target, 2) + [1 => ''];
    $oauth = [
        ['oauth_consumer_key', KEY],
        ['oauth_nonce', bin2hex(random_bytes(16))],
        ['oauth_signature_method', SIGNATURE_METHOD],
        ['oauth_timestamp', (string) time()],
        ['oauth_version', '1.0'],
    ];
    $pairs = $oauth;
    // Not parse_str, which changes names. A term without = is a parameter with an empty value.
    foreach (array_filter(explode('&', $query), 'strlen') as $term) {
        $pairs[] = array_map('urldecode', explode('=', $term, 2) + [1 => '']);
    }
    $pairs = array_map(fn ($pair) => array_map('rawurlencode', $pair), $pairs);
    usort($pairs, fn ($a, $b) => strcmp($a[0], $b[0]) ?: strcmp($a[1], $b[1]));
    $parameters = implode('&', array_map(fn ($pair) => implode('=', $pair), $pairs));
    $base = implode('&', [$method, rawurlencode(GATEWAY . $path), rawurlencode($parameters)]);
    $hash = SIGNATURE_METHOD === 'HMAC-SHA256' ? 'sha256' : 'sha1';
    $oauth[] = ['oauth_signature', base64_encode(hash_hmac($hash, $base, rawurlencode(SECRET) . '&', true))];
    return 'OAuth ' . implode(', ', array_map(fn ($pair) => $pair[0] . '="' . rawurlencode($pair[1]) . '"', $oauth));
}

function call(string $method, string $target, ?string $body): array
{
    for ($attempt = 1;; $attempt++) {
        // Each attempt gets a signature of its own.
        $headers = ['Authorization: ' . authorization($method, $target)];
        $wait = 1;
        $curl = curl_init(GATEWAY . $target);
        if ($body !== null) {
            $headers[] = 'Content-Type: application/json';
            curl_setopt($curl, CURLOPT_POSTFIELDS, $body);
        }
        curl_setopt_array($curl, [
            CURLOPT_CUSTOMREQUEST => $method,
            CURLOPT_HTTPHEADER => $headers,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_TIMEOUT => 60,
            CURLOPT_HEADERFUNCTION => function ($curl, $line) use (&$wait) {
                if (preg_match('/^retry-after: *(\d+)/i', $line, $found)) {
                    $wait = (int) $found[1];
                }
                return strlen($line);
            },
        ]);
        $answer = curl_exec($curl);
        if ($answer === false) {
            throw new Exception(curl_error($curl));
        }
        $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
        // 429 and 503 were not carried out, so any method may be repeated.
        if (!in_array($status, [429, 503]) || $attempt === 3) {
            return [$status, $answer];
        }
        sleep($wait);
    }
}

[$status, $answer] = call($argv[1] ?? 'GET', $argv[2] ?? '/aps/2/resources?sort(name)&limit(0,3)', $argv[3] ?? null);
fwrite(STDERR, "$status\n");
echo "$answer\n";
exit($status < 400 ? 0 : 1);
