// CloudFormation's validation of every synthesized app is proven in the `template` project; here it would cost
// seconds per construct test and prove nothing more.
process.env.CDK_VALIDATION = 'false';
