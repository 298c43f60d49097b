# Reads Authorization headers with Ruby's oauth; input and output as in python_readers.py.
require 'json'
require 'oauth'
require 'oauth/request_proxy/base'
require 'oauth/signature/hmac/sha1'

SECRETS = JSON.parse(ARGV[1])

Sent = Struct.new(:verb, :url, :authorization) do
  def env
    { 'HTTP_AUTHORIZATION' => authorization }
  end
end

# As the library's own proxy of Rack requests, for a request without query and body.
class SentProxy < OAuth::RequestProxy::Base
  proxies Sent

  def method
    request.verb
  end

  def uri
    request.url
  end

  def parameters
    header_params
  end
end

STDIN.each_line do |line|
  sent = Sent.new(*JSON.parse(line).values_at('method', 'url', 'authorization'))
  key = nil
  verified = false
  begin
    key = OAuth::RequestProxy.proxy(sent).oauth_consumer_key
    verified = OAuth::Signature.verify(sent, consumer_secret: SECRETS[key]) if SECRETS.key?(key)
  rescue Exception # The library's own errors are not all StandardErrors.
    verified = false
  end
  puts JSON.generate(consumerKey: key, verified: verified ? true : false)
end
