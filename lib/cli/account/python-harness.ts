/**
 * What runs around a script in the Python process. It reads the script and the answers so far, stands in for boto3 and botocore, and
 * prints the first call or wait that has no answer yet, what the script returned, or why it cannot tell. Clock, random numbers and
 * hashes are the same in every run; the network, other processes and writing to files end the script.
 */
export const PYTHON_HARNESS = String.raw`
import sys, os, json
sys.path[:] = [path for path in sys.path if path]
given = json.load(sys.stdin)
protocol = os.dup(1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
os.dup2(1, 2)
answers = given['answers']
state = {'next': 0, 'slept': 0.0}

def finish(round):
    os.write(protocol, json.dumps(round, default=plain).encode())
    os._exit(0)

def cannot(why):
    finish({'kind': 'not run', 'why': why})

import types, time, datetime, random, uuid
real_datetime, real_date = datetime.datetime, datetime.date

def plain(value):
    if isinstance(value, (real_datetime, real_date)):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode('utf-8', 'replace')
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError('Object of type %s is not JSON serializable' % type(value).__name__)

def present():
    return given['now'] / 1000 + state['slept']

class Datetime(real_datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(present(), tz) if tz is not None else cls.utcfromtimestamp(present())
    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(present())
    @classmethod
    def today(cls):
        return cls.now()

class Date(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(present())

datetime.datetime = Datetime
datetime.date = Date
time.time = present
time.time_ns = lambda: int(present() * 1e9)
time.monotonic = present
numbers = random.Random(0)
random.seed(0)
os.urandom = lambda count: numbers.randbytes(count)
uuid.uuid4 = lambda: uuid.UUID(int=numbers.getrandbits(128), version=4)

def answer(kind, round):
    position = state['next']
    state['next'] += 1
    if position >= len(answers):
        finish(dict(round, kind=kind))
    return answers[position]

def sleep(seconds):
    state['slept'] += answer('sleep', {'seconds': float(seconds)})['slept']

time.sleep = sleep

class Blob(bytes):
    def read(self, *size):
        return bytes(self)

def as_boto3(value):
    if isinstance(value, list):
        return [as_boto3(item) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {'$time'}:
        moment = value['$time']
        if isinstance(moment, (int, float)):
            return Datetime.fromtimestamp(moment / 1000, datetime.timezone.utc)
        return Datetime.fromisoformat(str(moment).replace('Z', '+00:00'))
    if set(value) == {'$blob'}:
        return Blob(str(value['$blob']).encode())
    return {name: as_boto3(item) for name, item in value.items()}

class BotoCoreError(Exception):
    pass

class ClientError(Exception):
    def __init__(self, error_response, operation_name):
        error = error_response.get('Error', {})
        super().__init__('An error occurred (%s) when calling the %s operation: %s' % (error.get('Code', 'Unknown'), operation_name, error.get('Message', 'Unknown')))
        self.response = error_response
        self.operation_name = operation_name

errors = {}

def error_class(code):
    if code not in errors:
        errors[code] = type(code, (ClientError,), {})
    return errors[code]

class Exceptions:
    ClientError = ClientError
    def __getattr__(self, name):
        return error_class(name)

TOKENS = ('NextToken', 'nextToken', 'Marker', 'NextMarker')

class Paginator:
    def __init__(self, client, operation):
        self.client, self.operation = client, operation
    def paginate(self, PaginationConfig=None, **members):
        while True:
            page = self.client._call(self.operation, members)
            yield page
            token = next((name for name in TOKENS if page.get(name)), None)
            if token is None:
                return
            members = dict(members, **{'Marker' if token == 'NextMarker' else token: page[token]})

class Client:
    def __init__(self, service):
        self._service = service
        self.exceptions = Exceptions()
        self.meta = types.SimpleNamespace(region_name=given['region'], service_model=types.SimpleNamespace(service_name=service))
    def _call(self, operation, members):
        found = answer('call', {'call': {'service': self._service, 'operation': operation, 'input': members}})
        if 'error' in found:
            error = found['error']
            name = ''.join(part.capitalize() for part in operation.split('_')) if '_' in operation else operation
            raise error_class(error['code'])({'Error': {'Code': error['code'], 'Message': error['message']}, 'ResponseMetadata': {'HTTPStatusCode': 400}}, name)
        return dict(as_boto3(found['output']), ResponseMetadata={'HTTPStatusCode': 200})
    def get_paginator(self, operation):
        return Paginator(self, operation)
    def can_paginate(self, operation):
        return True
    def get_waiter(self, name):
        cannot('waiter %s of %s' % (name, self._service))
    def __getattr__(self, operation):
        if operation.startswith('_'):
            raise AttributeError(operation)
        if operation.startswith('generate_presigned'):
            cannot('%s of %s' % (operation, self._service))
        return lambda **members: self._call(operation, members)

def client(service_name, region_name=None, config=None, **settings):
    if region_name not in (None, given['region']):
        cannot('a client of region %s' % region_name)
    if any(value is not None for value in settings.values()):
        cannot('a client with %s' % ', '.join(sorted(settings)))
    return Client(service_name)

def resource(service_name, *settings, **more):
    cannot('boto3.resource of %s' % service_name)

class Session:
    def __init__(self, region_name=None, **settings):
        self.region_name = region_name or given['region']
    def client(self, *names, **settings):
        return client(*names, **settings)
    def resource(self, *names, **settings):
        return resource(*names)

class Config:
    def __init__(self, *settings, **more):
        pass

def module(name, **members):
    made = types.ModuleType(name)
    made.__dict__.update(members)
    sys.modules[name] = made
    return made

sessions = module('boto3.session', Session=Session)
module('boto3', client=client, resource=resource, Session=Session, session=sessions)
exceptions = module('botocore.exceptions', ClientError=ClientError, BotoCoreError=BotoCoreError)
configs = module('botocore.config', Config=Config)
module('botocore', exceptions=exceptions, config=configs)

FORBIDDEN = ('socket.', 'subprocess.', 'os.system', 'os.exec', 'os.posix_spawn', 'os.fork', 'os.remove', 'os.rename', 'os.mkdir', 'shutil.', 'ctypes.')

def guard(event, arguments):
    if event.startswith(FORBIDDEN):
        cannot('it uses %s' % event)
    if event == 'open' and isinstance(arguments[1], str) and any(letter in arguments[1] for letter in 'wax+'):
        cannot('it writes to a file')

class Context:
    def __getattr__(self, name):
        cannot('context.%s' % name)
    def __getitem__(self, name):
        cannot('context[%s]' % name)

os.environ['AWS_REGION'] = os.environ['AWS_DEFAULT_REGION'] = given['region']
scope = {'__name__': 'script'}
sys.addaudithook(guard)
try:
    exec(compile(given['code'], 'script', 'exec'), scope)
    handler = scope.get(given['handler'])
    if handler is None:
        raise NameError('there is no function %s' % given['handler'])
    value = handler(given['payload'], Context())
    json.dumps(value, default=plain)
except ModuleNotFoundError as error:
    cannot('module %s' % error.name)
except BaseException as error:
    finish({'kind': 'failed', 'message': '%s: %s' % (type(error).__name__, error)})
finish({'kind': 'returned', 'value': value})
`;
