/**
 * What the pages of AWS say of metrics where the database behind `service-spec-metrics.json` is wrong or silent. A row
 * takes the place of what the database says about its metrics, unless it only adds sets of dimensions.
 */

/** Metrics of a namespace that one page describes alike. */
export interface DocumentedMetrics {
  readonly namespace: string;
  /** Names, separated by spaces. */
  readonly names: string;
  /** Names of dimensions, separated by commas, for each set; `any` where the page does not say which sets there are. */
  readonly sets: readonly string[] | 'any';
  /** True when the database is right as far as it goes. */
  readonly adds?: boolean;
  /** The page of AWS. */
  readonly source: string;
}

const EC2 = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html';
const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html';
const SQS = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html';
const ALB = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html';
const NLB = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html';
const REST_API = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html';
const HTTP_API = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html';
const DYNAMODB = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html';
const RDS = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html';
const AURORA = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html';
const S3 = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html';
const CLOUDFRONT = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html';
const BILLING = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html';
const EVENTS = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html';
const STATES = 'https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html';
const SYNTHETICS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html';
const CONTAINER_INSIGHTS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html';
const ELASTICACHE = 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html';
const KINESIS = 'https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html';
const SNS = 'https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html';
const ROUTE53 = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html';
const LOGS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html';

/** The dimensions by which RDS groups all of its metrics. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/dimensions.html */
const RDS_SETS = [
  '',
  'DBInstanceIdentifier',
  'DBClusterIdentifier',
  'DBClusterIdentifier,Role',
  'DBClusterIdentifier,EngineName',
  'DatabaseClass',
  'EngineName',
];

/** Every row, by namespace. */
export const DOCUMENTED_METRICS: readonly DocumentedMetrics[] = [
  {
    namespace: 'AWS/EC2',
    names:
      'CPUUtilization DiskReadOps DiskWriteOps DiskReadBytes DiskWriteBytes MetadataNoToken MetadataNoTokenRejected NetworkIn NetworkOut NetworkPacketsIn NetworkPacketsOut CPUCreditUsage CPUCreditBalance CPUSurplusCreditBalance CPUSurplusCreditsCharged EBSReadOps EBSWriteOps EBSReadBytes EBSWriteBytes EBSIOBalance% EBSByteBalance% InstanceEBSIOPSExceededCheck InstanceEBSThroughputExceededCheck StatusCheckFailed StatusCheckFailed_Instance StatusCheckFailed_System StatusCheckFailed_AttachedEBS GPUPowerUtilization',
    sets: ['', 'InstanceId', 'AutoScalingGroupName', 'ImageId', 'InstanceType'],
    source: EC2,
  },
  { namespace: 'AWS/EC2', names: 'DedicatedHostCPUUtilization', sets: 'any', source: EC2 },
  {
    namespace: 'AWS/EC2',
    names:
      'NetworkMirrorIn NetworkMirrorOut NetworkPacketsMirrorIn NetworkPacketsMirrorOut NetworkSkipMirrorIn NetworkSkipMirrorOut NetworkPacketsSkipMirrorIn NetworkPacketsSkipMirrorOut',
    sets: 'any',
    source: 'https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirror-cloudwatch.html',
  },
  {
    namespace: 'AWS/Lambda',
    names:
      'AsyncEventsReceived AsyncEventAge AsyncEventsDropped OffsetLag OversizedRecordCount RecursiveInvocationsDropped ClaimedAccountConcurrency PolledEventCount FilteredOutEventCount InvokedEventCount FailedInvokeEventCount DroppedEventCount OnFailureDestinationDeliveredEventCount DeletedEventCount ProvisionedPollers SignatureValidationErrors',
    sets: 'any',
    source: LAMBDA,
  },
  {
    namespace: 'AWS/Lambda',
    names: 'UrlRequestCount Url4xxCount Url5xxCount UrlRequestLatency',
    sets: ['FunctionName', 'FunctionName,Resource', 'ExecutedVersion,FunctionName,Resource'],
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html',
  },
  {
    namespace: 'AWS/Lambda',
    names: 'IteratorAge',
    sets: ['EventSourceMappingUUID', 'EventSourceMappingUUID,FunctionName'],
    adds: true,
    source: LAMBDA,
  },
  {
    namespace: 'AWS/SQS',
    names:
      'ApproximateNumberOfGroupsWithInflightMessages NumberOfDeduplicatedSentMessages ApproximateNumberOfNoisyGroups ApproximateNumberOfMessagesVisibleInQuietGroups ApproximateNumberOfMessagesNotVisibleInQuietGroups ApproximateNumberOfMessagesDelayedInQuietGroups ApproximateAgeOfOldestMessageInQuietGroups',
    sets: ['QueueName'],
    source: SQS,
  },
  {
    namespace: 'AWS/ApplicationELB',
    names:
      'HTTPCode_ELB_500_Count HTTPCode_ELB_502_Count HTTPCode_ELB_503_Count HTTPCode_ELB_504_Count ActiveConnectionCount NewConnectionCount ProcessedBytes IPv6ProcessedBytes IPv6RequestCount',
    sets: ['AvailabilityZone,LoadBalancer'],
    adds: true,
    source: ALB,
  },
  {
    namespace: 'AWS/ApplicationELB',
    names: 'RequestCount',
    sets: ['LoadBalancer', 'AvailabilityZone,LoadBalancer', 'LoadBalancer,TargetGroup', 'AvailabilityZone,LoadBalancer,TargetGroup'],
    source: ALB,
  },
  {
    namespace: 'AWS/ApplicationELB',
    names: 'GrpcRequestCount',
    sets: ['LoadBalancer,TargetGroup', 'AvailabilityZone,LoadBalancer,TargetGroup', 'TargetGroup', 'AvailabilityZone,TargetGroup'],
    source: ALB,
  },
  {
    namespace: 'AWS/ApplicationELB',
    names: 'AppCookieNonStickinessCount LowReputationPacketsDropped LowReputationRequestsDenied PeakLCUs ReservedLCUs AnomalousHostCount MitigatedHostCount',
    sets: 'any',
    source: ALB,
  },
  {
    namespace: 'AWS/NetworkELB',
    names: 'UnhealthyRoutingFlowCount RejectedFlowCount RejectedFlowCount_TCP',
    sets: ['LoadBalancer', 'AvailabilityZone,LoadBalancer'],
    source: NLB,
  },
  {
    namespace: 'AWS/ApiGateway',
    names: '4XXError 5XXError CacheHitCount CacheMissCount',
    sets: ['ApiName', 'ApiName,Stage', 'ApiName,Method,Resource,Stage'],
    source: REST_API,
  },
  {
    namespace: 'AWS/ApiGateway',
    names: '4xx 5xx DataProcessed',
    sets: ['ApiId', 'ApiId,Stage', 'ApiId,Method,Resource,Stage'],
    source: HTTP_API,
  },
  {
    namespace: 'AWS/ApiGateway',
    names: 'Count Latency IntegrationLatency',
    sets: ['ApiId', 'ApiId,Stage', 'ApiId,Method,Resource,Stage'],
    adds: true,
    source: HTTP_API,
  },
  {
    namespace: 'AWS/ApiGateway',
    names: 'IntegrationError ConnectCount MessageCount ClientError ExecutionError',
    sets: ['ApiId', 'ApiId,Stage', 'ApiId,Route,Stage'],
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html',
  },
  {
    namespace: 'AWS/DynamoDB',
    names:
      'FailedToReplicateRecordCount FaultInjectionServiceInducedErrors OnDemandMaxReadRequestUnits OnDemandMaxWriteRequestUnits ReadAccountLimitThrottleEvents WriteAccountLimitThrottleEvents ReadKeyRangeThrottleEvents WriteKeyRangeThrottleEvents ReadMaxOnDemandThrottleEvents WriteMaxOnDemandThrottleEvents ReadProvisionedThroughputThrottleEvents WriteProvisionedThroughputThrottleEvents',
    sets: 'any',
    source: DYNAMODB,
  },
  { namespace: 'AWS/DynamoDB', names: 'ConsumedWriteCapacityUnits', sets: ['Source,TableName'], adds: true, source: DYNAMODB },
  { namespace: 'AWS/DynamoDB', names: 'SuccessfulRequestLatency', sets: ['Operation,StreamLabel,TableName'], adds: true, source: DYNAMODB },
  {
    namespace: 'AWS/RDS',
    names:
      'CPUUtilization DatabaseConnections FreeStorageSpace FreeableMemory ReadLatency ReadThroughput ReadIOPS WriteLatency WriteThroughput WriteIOPS BinLogDiskUsage BurstBalance CheckpointLag ConnectionAttempts CPUCreditUsage CPUCreditBalance DiskQueueDepth EBSByteBalance% EBSIOBalance% FailedSQLServerAgentJobsCount FreeLocalStorage MaximumUsedTransactionIDs NetworkReceiveThroughput NetworkTransmitThroughput OldestReplicationSlotLag ReplicaLag ReplicationSlotDiskUsage SwapUsage TransactionLogsDiskUsage TransactionLogsGeneration DBLoad DBLoadCPU DBLoadNonCPU',
    sets: RDS_SETS,
    source: RDS,
  },
  {
    namespace: 'AWS/RDS',
    names:
      'ServerlessDatabaseCapacity ACUUtilization CommitLatency DeleteLatency InsertLatency SelectLatency UpdateLatency DDLLatency DMLLatency CommitThroughput DeleteThroughput InsertThroughput SelectThroughput UpdateThroughput DDLThroughput DMLThroughput AuroraReplicaLag AuroraReplicaLagMaximum AuroraReplicaLagMinimum AuroraBinlogReplicaLag AuroraGlobalDBReplicationLag AuroraGlobalDBRPOLag AuroraVolumeBytesLeftTotal VolumeBytesUsed VolumeReadIOPs VolumeWriteIOPs BackupRetentionPeriodStorageUsed SnapshotStorageUsed TotalBackupStorageBilled BlockedTransactions ActiveTransactions BufferCacheHitRatio ResultSetCacheHitRatio Deadlocks EngineUptime LoginFailures Queries StorageNetworkThroughput',
    sets: 'any',
    source: AURORA,
  },
  {
    namespace: 'AWS/S3',
    names:
      'AllRequests GetRequests PutRequests DeleteRequests HeadRequests PostRequests SelectRequests SelectBytesScanned SelectBytesReturned ListRequests BytesDownloaded BytesUploaded 4xxErrors 5xxErrors FirstByteLatency TotalRequestLatency',
    sets: ['BucketName,FilterId'],
    source: S3,
  },
  {
    namespace: 'AWS/S3',
    names: 'ReplicationLatency BytesPendingReplication OperationsPendingReplication OperationsFailedReplication',
    sets: 'any',
    source: S3,
  },
  {
    namespace: 'AWS/CloudFront',
    names: 'CacheHitRate OriginLatency 401ErrorRate 403ErrorRate 404ErrorRate 502ErrorRate 503ErrorRate 504ErrorRate',
    sets: ['DistributionId,Region'],
    source: CLOUDFRONT,
  },
  {
    namespace: 'AWS/CloudFront',
    names: 'FunctionInvocations FunctionValidationErrors FunctionExecutionErrors FunctionComputeUtilization FunctionThrottles',
    sets: ['FunctionName,Region'],
    source: CLOUDFRONT,
  },
  {
    namespace: 'AWS/Billing',
    names: 'EstimatedCharges',
    sets: ['Currency', 'Currency,ServiceName', 'Currency,LinkedAccount', 'Currency,LinkedAccount,ServiceName'],
    source: BILLING,
  },
  {
    namespace: 'AWS/Events',
    names:
      'Invocations FailedInvocations DeadLetterInvocations TriggeredRules ThrottledRules InvocationsFailedToBeSentToDlq InvocationsSentToDlq MatchedEvents InvocationAttempts IngestionToInvocationStartLatency IngestionToInvocationCompleteLatency IngestionToInvocationSuccessLatency SuccessfulInvocationAttempts RetryInvocationAttempts PutEventsApproximateCallCount PutEventsApproximateSuccessCount PutEventsApproximateFailedCount PutEventsApproximateThrottledCount PutEventsEntriesCount PutEventsFailedEntriesCount PutEventsLatency PutEventsRequestSize',
    sets: ['', 'RuleName', 'EventBusName', 'EventBusName,RuleName', 'EventSourceName', 'EventSourceName,RuleName'],
    source: EVENTS,
  },
  {
    namespace: 'AWS/States',
    names:
      'LambdaFunctionRunTime LambdaFunctionScheduleTime LambdaFunctionTime LambdaFunctionsFailed LambdaFunctionsScheduled LambdaFunctionsStarted LambdaFunctionsSucceeded LambdaFunctionsTimedOut',
    sets: ['LambdaFunctionArn'],
    source: STATES,
  },
  {
    namespace: 'AWS/States',
    names:
      'ServiceIntegrationRunTime ServiceIntegrationScheduleTime ServiceIntegrationTime ServiceIntegrationsFailed ServiceIntegrationsScheduled ServiceIntegrationsStarted ServiceIntegrationsSucceeded ServiceIntegrationsTimedOut',
    sets: ['ServiceIntegrationResourceArn'],
    source: STATES,
  },
  {
    namespace: 'AWS/States',
    names:
      'ExecutionsAborted ExecutionsFailed ExecutionsStarted ExecutionsSucceeded ExecutionThrottled ExecutionsTimedOut ExecutionTime ExecutionsRedriven RedrivenExecutionsAborted RedrivenExecutionsFailed RedrivenExecutionsSucceeded RedrivenExecutionsTimedOut ExpressExecutionMemory ExpressExecutionBilledDuration ExpressExecutionBilledMemory',
    sets: ['StateMachineArn', 'StateMachineArn,Version', 'Alias,StateMachineArn'],
    source: STATES,
  },
  {
    namespace: 'AWS/States',
    names: 'ThrottledEvents ProvisionedBucketSize ProvisionedRefillRate ConsumedCapacity',
    sets: 'any',
    source: STATES,
  },
  {
    namespace: 'CloudWatchSynthetics',
    names:
      '2xx 4xx 5xx Duration Failed Failed%20requests SuccessPercent SuccessPercentWithRetries DurationDryRun FailedDryRun SuccessPercentDryRun VisualMonitoringSuccessPercent VisualMonitoringTotalComparisons',
    sets: ['', 'CanaryName', 'CanaryName,StepName', 'Browser,CanaryName', 'Browser,CanaryName,StepName'],
    source: SYNTHETICS,
  },
  {
    namespace: 'ECS/ContainerInsights',
    names:
      'ContainerInstanceCount CpuUtilized CpuReserved DeploymentCount DesiredTaskCount EBSFilesystemSize EBSFilesystemUtilized EphemeralStorageReserved EphemeralStorageUtilized MemoryUtilized MemoryReserved NetworkRxBytes NetworkTxBytes PendingTaskCount RunningTaskCount ServiceCount StorageReadBytes StorageWriteBytes TaskCount TaskSetCount RestartCount',
    sets: 'any',
    source: CONTAINER_INSIGHTS,
  },
  {
    namespace: 'AWS/ElastiCache',
    names: 'SuccessfulReadRequestLatency SuccessfulWriteRequestLatency',
    sets: 'any',
    source: ELASTICACHE,
  },
  {
    namespace: 'AWS/Kinesis',
    names:
      'IncomingBytes IncomingRecords ReadProvisionedThroughputExceeded WriteProvisionedThroughputExceeded IteratorAgeMilliseconds OutgoingBytes OutgoingRecords',
    sets: ['StreamName', 'ShardId,StreamName'],
    source: KINESIS,
  },
  {
    namespace: 'AWS/Kinesis',
    names:
      'PutRecord.Bytes PutRecord.Latency PutRecords.Latency PutRecords.Records PutRecords.TotalRecords PutRecords.SuccessfulRecords PutRecords.FailedRecords PutRecords.ThrottledRecords',
    sets: ['StreamName'],
    source: KINESIS,
  },
  {
    namespace: 'AWS/Kinesis',
    names:
      'SubscribeToShard.RateExceeded SubscribeToShard.Success SubscribeToShardEvent.Bytes SubscribeToShardEvent.MillisBehindLatest SubscribeToShardEvent.Records SubscribeToShardEvent.Success',
    sets: ['StreamName', 'ConsumerName,StreamName'],
    source: KINESIS,
  },
  {
    namespace: 'AWS/SNS',
    names:
      'NumberOfNotificationsFilteredOut NumberOfNotificationsFilteredOut-InvalidAttributes NumberOfNotificationsFilteredOut-NoMessageAttributes NumberOfNotificationsFilteredOut-MessageAttributes NumberOfNotificationsFilteredOut-MessageBody NumberOfNotificationsFilteredOut-InvalidMessageBody NumberOfNotificationsRedrivenToDlq NumberOfNotificationsFailedToRedriveToDlq',
    sets: 'any',
    source: SNS,
  },
  {
    namespace: 'AWS/SNS',
    names: 'NumberOfMessagesPublished NumberOfNotificationsDelivered NumberOfNotificationsFailed PublishSize SMSSuccessRate',
    sets: 'any',
    source: SNS,
  },
  {
    namespace: 'AWS/Route53',
    names: 'ChildHealthCheckHealthyCount ConnectionTime HealthCheckPercentageHealthy HealthCheckStatus SSLHandshakeTime TimeToFirstByte',
    sets: ['HealthCheckId', 'HealthCheckId,Region', 'Region'],
    source: ROUTE53,
  },
  {
    namespace: 'AWS/Route53',
    names: 'DNSQueries DNSSECInternalFailure DNSSECKeySigningKeysNeedingAction DNSSECKeySigningKeyMaxNeedingActionAge DNSSECKeySigningKeyAge',
    sets: ['HostedZoneId'],
    source: ROUTE53,
  },
  {
    namespace: 'AWS/Logs',
    names: 'IncomingLogEvents IncomingBytes ForwardedLogEvents ForwardedBytes DeliveryErrors DeliveryThrottling EMFValidationErrors EMFParsingErrors',
    sets: 'any',
    source: LOGS,
  },
];

/** Namespaces whose metrics are all in the table: any other name there is one that AWS does not publish. */
export const COMPLETE_NAMESPACES: Readonly<Record<string, string>> = { 'AWS/EC2': EC2, 'AWS/SQS': SQS };
