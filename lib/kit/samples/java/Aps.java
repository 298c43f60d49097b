// Sends one signed request and prints the answer:  Aps.java [METHOD] [PATH?QUERY] [JSON]
// Needs: Java 11 or newer, no packages

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.UTF_8;

public class Aps {
    static final String GATEWAY = setting("GATEWAY_URL", "https://gateway.example");
    static final String KEY = setting("CONSUMER_KEY", "your-consumer-key");
    static final String SECRET = setting("CONSUMER_SECRET", null);
    static final String SIGNATURE_METHOD = "HMAC-SHA1";

    static String setting(String name, String otherwise) {
        String value = System.getenv(name);
        if (value == null && otherwise == null) throw new IllegalStateException(name + " is not set");
        return value == null ? otherwise : value;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    static String decode(String text) {
        return URLDecoder.decode(text, UTF_8);
    }

    /** A term without = is a parameter with an empty value: limit(0,3) is signed as limit(0,3)=. */
    static Map.Entry<String, String> readTerm(String term) {
        int at = term.indexOf('=');
        return at < 0 ? Map.entry(decode(term), "") : Map.entry(decode(term.substring(0, at)), decode(term.substring(at + 1)));
    }

    static String authorization(String method, String target) throws Exception {
        String[] parts = target.split("\\?", 2);
        byte[] nonce = new byte[16];
        new SecureRandom().nextBytes(nonce);
        List<Map.Entry<String, String>> oauth = new ArrayList<>(List.of(
            Map.entry("oauth_consumer_key", KEY),
            Map.entry("oauth_nonce", Base64.getUrlEncoder().withoutPadding().encodeToString(nonce)),
            Map.entry("oauth_signature_method", SIGNATURE_METHOD),
            Map.entry("oauth_timestamp", Long.toString(System.currentTimeMillis() / 1000)),
            Map.entry("oauth_version", "1.0")));
        List<Map.Entry<String, String>> all = new ArrayList<>(oauth);
        if (parts.length == 2)
            for (String term : parts[1].split("&")) if (!term.isEmpty()) all.add(readTerm(term));
        String parameters = all.stream()
            .map(pair -> Map.entry(encode(pair.getKey()), encode(pair.getValue())))
            .sorted(Comparator.comparing(Map.Entry<String, String>::getKey).thenComparing(Map.Entry::getValue))
            .map(pair -> pair.getKey() + "=" + pair.getValue())
            .collect(Collectors.joining("&"));
        String base = String.join("&", method, encode(GATEWAY + parts[0]), encode(parameters));
        String algorithm = SIGNATURE_METHOD.equals("HMAC-SHA256") ? "HmacSHA256" : "HmacSHA1";
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec((encode(SECRET) + "&").getBytes(UTF_8), algorithm));
        oauth.add(Map.entry("oauth_signature", Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(UTF_8)))));
        return oauth.stream()
            .map(pair -> pair.getKey() + "=\"" + encode(pair.getValue()) + "\"")
            .collect(Collectors.joining(", ", "OAuth ", ""));
    }

    static HttpResponse<String> call(String method, String target, String body) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (int attempt = 1; ; attempt++) {
            // Each attempt gets a signature of its own.
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(GATEWAY + target))
                .header("Authorization", authorization(method, target));
            if (body != null) request.header("Content-Type", "application/json");
            request.method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            // 429 and 503 were not carried out, so any method may be repeated.
            if ((answer.statusCode() != 429 && answer.statusCode() != 503) || attempt == 3) return answer;
            Thread.sleep(1000 * Long.parseLong(answer.headers().firstValue("Retry-After").orElse("1")));
        }
    }

    public static void main(String[] args) throws Exception {
        HttpResponse<String> answer = call(
            args.length > 0 ? args[0] : "GET",
            args.length > 1 ? args[1] : "/aps/2/resources?sort(name)&limit(0,3)",
            args.length > 2 ? args[2] : null);
        System.err.println(answer.statusCode());
        System.out.println(answer.body());
        System.exit(answer.statusCode() < 400 ? 0 : 1);
    }
}
