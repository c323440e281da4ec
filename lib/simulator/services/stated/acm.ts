import { ServiceError } from '../../../aws/errors';
import { statedService, textsIn } from './stated-service';

/** Certificates. https://docs.aws.amazon.com/acm/latest/APIReference/API_Operations.html */
export const STATED_ACM = statedService(
  { name: 'acm', title: 'Certificate Manager' },
  { 'acm certificate': { key: ['CertificateArn'], like: 'acm:DescribeCertificate $.Certificate' } },
  {
    ListCertificates: {
      effect: 'read',
      input: ['CertificateStatuses', 'MaxItems'],
      run: (input, call) => {
        const statuses = textsIn(input, 'CertificateStatuses');
        const found = call.store.list('acm certificate', call.region).filter(({ Status = 'ISSUED' }) => statuses?.includes(String(Status)) !== false);
        const shown = found.map(({ CertificateArn, DomainName, Status, NotAfter, InUseBy, Type, RenewalEligibility }) => ({
          CertificateArn,
          DomainName,
          Status,
          NotAfter,
          InUse: Array.isArray(InUseBy) && InUseBy.length > 0,
          Type,
          RenewalEligibility,
        }));
        return { CertificateSummaryList: shown };
      },
    },
    DescribeCertificate: {
      effect: 'read',
      input: ['CertificateArn'],
      resource: ({ CertificateArn: arn }) => String(arn),
      run: ({ CertificateArn: arn }, call) => {
        const missing = new ServiceError('ResourceNotFoundException', `Could not find certificate ${String(arn)}.`);
        return { Certificate: call.existing('acm certificate', String(arn), missing) };
      },
    },
  },
);
