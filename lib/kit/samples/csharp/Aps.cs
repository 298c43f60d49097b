// Sends one signed request and prints the answer:  Aps.cs [METHOD] [PATH?QUERY] [JSON]
// Needs: .NET, no packages

using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;

public static class Aps
{
    static readonly string Gateway = Setting("GATEWAY_URL", "https://gateway.example");
    static readonly string Key = Setting("CONSUMER_KEY", "your-consumer-key");
    static readonly string Secret = Setting("CONSUMER_SECRET", null);
    const string SignatureMethod = "HMAC-SHA1";

    static string Setting(string name, string otherwise)
    {
        return Environment.GetEnvironmentVariable(name) ?? otherwise
            ?? throw new InvalidOperationException(name + " is not set");
    }

    static string Encode(string text)
    {
        // Not Uri.EscapeDataString, which leaves ! ' ( ) * as they are in older versions.
        var encoded = new StringBuilder();
        foreach (byte each in Encoding.UTF8.GetBytes(text))
        {
            bool plain = each < 128 && (char.IsLetterOrDigit((char)each) || "-._~".IndexOf((char)each) >= 0);
            encoded.Append(plain ? ((char)each).ToString() : "%" + each.ToString("X2"));
        }
        return encoded.ToString();
    }

    static string Decode(string text)
    {
        return Uri.UnescapeDataString(text.Replace('+', ' '));
    }

    static KeyValuePair<string, string> Pair(string name, string value)
    {
        return new KeyValuePair<string, string>(name, value);
    }

    /// <summary>A term without = is a parameter with an empty value: limit(0,3) is signed as limit(0,3)=.</summary>
    static KeyValuePair<string, string> ReadTerm(string term)
    {
        int at = term.IndexOf('=');
        return at < 0 ? Pair(Decode(term), "") : Pair(Decode(term.Substring(0, at)), Decode(term.Substring(at + 1)));
    }

    static string Authorization(string method, string target)
    {
        int question = target.IndexOf('?');
        string path = question < 0 ? target : target.Substring(0, question);
        string query = question < 0 ? "" : target.Substring(question + 1);
        byte[] nonce = new byte[16];
        using (var random = RandomNumberGenerator.Create()) random.GetBytes(nonce);
        var oauth = new List<KeyValuePair<string, string>>
        {
            Pair("oauth_consumer_key", Key),
            Pair("oauth_nonce", BitConverter.ToString(nonce).Replace("-", "")),
            Pair("oauth_signature_method", SignatureMethod),
            Pair("oauth_timestamp", DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString()),
            Pair("oauth_version", "1.0"),
        };
        var terms = query.Split(new[] { '&' }, StringSplitOptions.RemoveEmptyEntries).Select(ReadTerm);
        var parameters = oauth.Concat(terms)
            .Select(pair => Pair(Encode(pair.Key), Encode(pair.Value)))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => pair.Key + "=" + pair.Value);
        string text = method + "&" + Encode(Gateway + path) + "&" + Encode(string.Join("&", parameters));
        byte[] key = Encoding.UTF8.GetBytes(Encode(Secret) + "&");
        using (HMAC hmac = SignatureMethod.EndsWith("256") ? (HMAC)new HMACSHA256(key) : new HMACSHA1(key))
        {
            oauth.Add(Pair("oauth_signature", Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)))));
        }
        return "OAuth " + string.Join(", ", oauth.Select(pair => pair.Key + "=\"" + Encode(pair.Value) + "\""));
    }

    static async Task<HttpResponseMessage> Call(string method, string target, string body)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        for (int attempt = 1; ; attempt++)
        {
            // Each attempt gets a signature of its own.
            var request = new HttpRequestMessage(new HttpMethod(method), Gateway + target);
            request.Headers.TryAddWithoutValidation("Authorization", Authorization(method, target));
            if (body != null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            HttpResponseMessage answer = await client.SendAsync(request);
            int status = (int)answer.StatusCode;
            // 429 and 503 were not carried out, so any method may be repeated.
            if ((status != 429 && status != 503) || attempt == 3) return answer;
            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
        }
    }

    public static int Main(string[] args)
    {
        return Run(args).GetAwaiter().GetResult();
    }

    static async Task<int> Run(string[] args)
    {
        HttpResponseMessage answer = await Call(
            args.ElementAtOrDefault(0) ?? "GET",
            args.ElementAtOrDefault(1) ?? "/aps/2/resources?sort(name)&limit(0,3)",
            args.ElementAtOrDefault(2));
        Console.Error.WriteLine((int)answer.StatusCode);
        Console.WriteLine(await answer.Content.ReadAsStringAsync());
        return (int)answer.StatusCode < 400 ? 0 : 1;
    }
}
