import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { allowOnly, booleanOr, listOf, objectIn, optionalText, requiredText } from '../../../aws/assembly/property';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../aws/errors';
import { DYNAMODB_RESOURCES } from './resources';
import type { KeyAttribute, KeySchema, TableDefinition } from './table';

const REPLICA_PROPERTIES = [
  'ContributorInsightsSpecification',
  'DeletionProtectionEnabled',
  'GlobalSecondaryIndexes',
  'PointInTimeRecoverySpecification',
  'ReadOnDemandThroughputSettings',
  'ReadProvisionedThroughputSettings',
  'Region',
  'TableClass',
  'Tags',
];
const INDEX_PROPERTIES = [
  'ContributorInsightsSpecification',
  'IndexName',
  'KeySchema',
  'OnDemandThroughput',
  'Projection',
  'ProvisionedThroughput',
  'ReadOnDemandThroughputSettings',
  'ReadProvisionedThroughputSettings',
  'WarmThroughput',
  'WriteOnDemandThroughputSettings',
  'WriteProvisionedThroughputSettings',
];

/** Whether a resource is a table. */
export function isTable({ type }: LoadedResource): boolean {
  return type === 'AWS::DynamoDB::Table' || type === 'AWS::DynamoDB::GlobalTable';
}

/**
 * Reads a table. One that is global may have a replica in its own region only.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 *
 * @throws NotSimulatedError for what a template can say and the simulator does not know
 */
export function readTable(resource: LoadedResource): TableDefinition {
  const { properties, type, ref: name } = resource;
  allowOnly(properties, type === 'AWS::DynamoDB::Table' ? DYNAMODB_RESOURCES[type] : DYNAMODB_RESOURCES['AWS::DynamoDB::GlobalTable']);
  if (type === 'AWS::DynamoDB::GlobalTable') checkReplicas(resource);
  checkEncryption(properties, name);
  const types = new Map(listOf(properties, 'AttributeDefinitions').map((definition) => attributeType(definition, name)));
  const indexes = listOf(properties, 'GlobalSecondaryIndexes').map((index) => readIndex(index, types, name));
  return { name, key: readKey(properties, types, name), indexes: new Map(indexes) };
}

function checkReplicas({ properties, region, ref: name }: LoadedResource): void {
  const replicas = listOf(properties, 'Replicas');
  const [replica] = replicas;
  if (replicas.length !== 1 || !isJsonObject(replica)) throw new NotSimulatedError(`table ${name} with ${replicas.length} replicas`);
  allowOnly(replica, REPLICA_PROPERTIES);
  const own = requiredText(replica, 'Region');
  if (own !== region) throw new NotSimulatedError(`replica of table ${name} in ${own}`);
}

/** Keys that AWS keeps let in everybody who may use the table. */
function checkEncryption(properties: JsonObject, name: string): void {
  const encryption = objectIn(properties, 'SSESpecification');
  allowOnly(encryption, ['KMSMasterKeyId', 'SSEEnabled', 'SSEType']);
  const key = optionalText(encryption, 'KMSMasterKeyId') ?? 'alias/aws/dynamodb';
  if (booleanOr(encryption, 'SSEEnabled', false) && key !== 'alias/aws/dynamodb') {
    throw new NotSimulatedError(`table ${name} encrypted with a key of its own`);
  }
}

function readIndex(index: JsonValue, types: ReadonlyMap<string, string>, table: string): readonly [string, KeySchema] {
  if (!isJsonObject(index)) throw new NotSimulatedError(`an index of table ${table} that is not an object`);
  allowOnly(index, INDEX_PROPERTIES);
  const name = requiredText(index, 'IndexName');
  const projection = optionalText(objectIn(index, 'Projection'), 'ProjectionType');
  if (projection !== 'ALL') throw new NotSimulatedError(`ProjectionType ${projection} of index ${name} of table ${table}`);
  return [name, readKey(index, types, `${table}/index/${name}`)];
}

function readKey(properties: JsonObject, types: ReadonlyMap<string, string>, where: string): KeySchema {
  const elements = listOf(properties, 'KeySchema').map((element) => {
    const { AttributeName: name, KeyType: role } = isJsonObject(element) ? element : {};
    return { name: String(name), role };
  });
  const hashes = elements.filter(({ role }) => role === 'HASH');
  const ranges = elements.filter(({ role }) => role === 'RANGE');
  if (hashes.length !== 1 || ranges.length > 1 || elements.length !== hashes.length + ranges.length) {
    throw new NotSimulatedError(`a KeySchema other than one HASH and at most one RANGE (${where})`);
  }
  const attribute = (name: string): KeyAttribute => {
    const type = types.get(name);
    if (type !== 'S' && type !== 'N') throw new NotSimulatedError(`key attribute ${name} of type ${type ?? 'unknown'} (${where})`);
    return { name, type };
  };
  return { hash: attribute(hashes[0]!.name), ...(ranges[0] !== undefined && { range: attribute(ranges[0].name) }) };
}

function attributeType(definition: JsonValue, table: string): readonly [string, string] {
  if (!isJsonObject(definition)) throw new NotSimulatedError(`an AttributeDefinition of table ${table} that is not an object`);
  return [requiredText(definition, 'AttributeName'), requiredText(definition, 'AttributeType')];
}
