// The CDK app: one stack for the platform, and one for each reseller with a gateway, from config/.
import '@aps-reseller-gateway/gateway/app';
