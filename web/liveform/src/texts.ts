// Every text of the page, in both languages; the type of the first holds the second to the same names.
import type { ScenarioId } from './scenarios.ts';

export type Language = 'en' | 'ko';

interface ScenarioText {
  title: string;
  hint: string;
}

export interface Texts {
  title: string;
  demo: string;
  madeUp: string;
  privacy: string;
  steps: string[];
  stepOf: (step: number, of: number) => string;
  begin: string;
  starting: string;
  termsTitle: string;
  termsText: string;
  termsData: string[];
  agree: string;
  goOn: string;
  decline: string;
  declined: string;
  documentTitle: string;
  documentText: string;
  selfieTitle: string;
  selfieText: string;
  camera: string;
  shoot: string;
  cameraOff: string;
  file: string;
  samples: string;
  sample: Record<'none' | 'blurred' | 'dark', string>;
  cameraRefused: string;
  notAPicture: string;
  yourPhoto: string;
  view: string;
  checking: string;
  checks: string;
  checkResult: Record<'PASS' | 'FAIL' | 'WARN' | 'ERROR' | 'SKIPPED' | 'RUNNING', string>;
  retake: string;
  retakeReason: Record<string, string>;
  triesLeft: (left: number) => string;
  measured: (width: number, height: number, sharpness: number, brightness: number) => string;
  accountTitle: string;
  accountText: string;
  transfer: string;
  skip: string;
  bankMessage: (code: string) => string;
  code: string;
  confirm: string;
  outcome: Record<'APPROVED' | 'REJECTED' | 'PENDING', { title: string; text: string }>;
  reason: string;
  webhook: Record<'sent' | 'failed' | 'waiting', string>;
  again: string;
  errorTitle: string;
  errorText: Record<string, string>;
  errorCode: string;
  tryAgain: string;
  gone: string;
  unreachable: string;
  panelTitle: string;
  panelText: string;
  byServer: string;
  byVisitor: string;
  willSay: string;
  chosen: string;
  whatToDo: string;
  liveTitle: string;
  liveWaiting: string;
  liveText: string;
  events: (fe: number, be: number) => string;
  stages: string;
  open: string;
  dashboard: string;
  newTab: string;
  language: string;
  scenarios: Record<ScenarioId, ScenarioText>;
  checkNames: Record<string, string>;
}

const en: Texts = {
  title: 'Verify your identity',
  demo: 'Verification demo',
  madeUp:
    'A demonstration. No document is read and nobody is looked up: those checks are stand-ins. ' +
    'What is real: your photo’s size, sharpness and brightness.',
  privacy: 'Photos are measured and forgotten at once. You need not show your own document: a drawn one is at hand.',
  steps: ['Consent', 'Document', 'Account (optional)', 'Selfie', 'Result'],
  stepOf: (step, of) => `Step ${step} of ${of}`,
  begin: 'Begin',
  starting: 'Starting…',
  termsTitle: 'Your consent',
  termsText: 'To verify you, this form would like to',
  termsData: [
    'look at a photo of a document and a selfie',
    'check the address that you come from',
    'record which screens you see, so that problems can be explained',
  ],
  agree: 'I agree',
  goOn: 'Continue',
  decline: 'Decline',
  declined: 'Nothing of your visit was recorded by this page.',
  documentTitle: 'Photo of a document',
  documentText: 'Place it flat, in good light, with all four corners in the picture.',
  selfieTitle: 'A selfie',
  selfieText: 'Look straight into the camera, with light from the front.',
  camera: 'Use the camera',
  shoot: 'Take the photo',
  cameraOff: 'Camera off',
  file: 'Choose a file',
  samples: 'Or send a drawn one:',
  sample: { none: 'Sharp', blurred: 'Blurred', dark: 'Too dark' },
  cameraRefused: 'The camera is not available or was refused. Allow it in the browser’s address bar, or choose a file.',
  notAPicture: 'The browser does not know this file as a picture.',
  yourPhoto: 'The photo that you sent',
  view: 'Camera picture',
  checking: 'Checking…',
  checks: 'Checks',
  checkResult: { PASS: 'passed', FAIL: 'failed', WARN: 'warning', ERROR: 'engine error', SKIPPED: 'skipped', RUNNING: 'running' },
  retake: 'Once more, please',
  retakeReason: {
    too_dark: 'The photo is too dark.',
    too_bright: 'The photo is too bright.',
    blurred: 'The photo is not sharp enough.',
    too_small: 'The photo is too small.',
    unreadable: 'The photo could not be read.',
    wrong_code: 'This is not the code.',
  },
  triesLeft: (left) => (left === 1 ? 'One try is left.' : `${left} tries are left.`),
  measured: (width, height, sharpness, brightness) =>
    `Measured: ${width} × ${height} pixels, sharpness ${sharpness}, brightness ${brightness} of 255`,
  accountTitle: 'Confirm your account',
  accountText: 'We would send one won to your account; the sender’s name holds a code. Nothing is sent here.',
  transfer: 'Send one won',
  skip: 'Skip this step',
  bankMessage: (code) => `Your made-up bank: 1 KRW received from “DEMO ${code}”`,
  code: 'Code (four digits)',
  confirm: 'Confirm',
  outcome: {
    APPROVED: { title: 'You are verified', text: 'All done. You could go on to the shop now.' },
    REJECTED: { title: 'Not verified', text: 'We could not verify you.' },
    PENDING: { title: 'A person will look at it', text: 'Your verification is held for review. You would be told by mail.' },
  },
  reason: 'Reason',
  webhook: {
    sent: 'The result was delivered to the company by a signed webhook.',
    failed: 'The company’s webhook receiver did not answer: the result was not delivered.',
    waiting: 'Delivering the result to the company…',
  },
  again: 'Start again',
  errorTitle: 'This did not work',
  errorText: {
    'service-blocked': 'This service cannot be used from your network.',
    'expired-start-valid-until': 'This link is no longer valid.',
    'ER-20001': 'Too many verifications were started. Wait a minute.',
    'SE-50021': 'The liveness check is not available at the moment.',
    'LO-30002': 'The same step failed several times. Please come back later.',
    'RT-10000': 'The page had a problem.',
  },
  errorCode: 'Error code',
  tryAgain: 'Try again',
  gone: 'This verification is not known any more. Please start again.',
  unreachable: 'The server cannot be reached. Your place is kept.',
  panelTitle: 'What shall happen?',
  panelText: 'Choose, go through the form, and see what Session Journey makes of it.',
  byServer: 'The server finds something',
  byVisitor: 'You do something',
  willSay: 'Session Journey will say',
  chosen: 'You chose',
  whatToDo: 'What to do',
  liveTitle: 'What Session Journey says',
  liveWaiting: 'Nothing yet. The first events come when you begin.',
  liveText:
    'This very journey, a second behind you. The form’s page sends FE events with the SDK, its backend BE events with a server key.',
  events: (fe, be) => `${fe} events from the screen, ${be} from the server`,
  stages: 'Stages',
  open: 'Watch it in the dashboard',
  dashboard: 'Dashboard',
  newTab: 'opens a new tab',
  language: 'Language',
  scenarios: {
    approved: { title: 'Everything is fine', hint: 'Send a sharp photo each time.' },
    warning: { title: 'The registry answers in part', hint: 'Send sharp photos: approved, with a warning beside it.' },
    aml: { title: 'A name on a watch list', hint: 'Send sharp photos: a person has to decide.' },
    expired: { title: 'The document has expired', hint: 'Send a sharp photo of it.' },
    blockedIp: { title: 'The address is on a blocklist', hint: 'Give your consent: that is as far as you get.' },
    linkExpired: { title: 'The link has expired', hint: 'Give your consent: that is as far as you get.' },
    engine: { title: 'The liveness engine fails', hint: 'Take the selfie, and try again as often as you like.' },
    webhookDown: { title: 'The company’s webhook is down', hint: 'Send sharp photos: approved, but nobody is told.' },
    retake: { title: 'One bad photo, then a good one', hint: 'Send the blurred document first, then the sharp one.' },
    tooMany: { title: 'Bad photos to the limit', hint: 'Send the dark document three times.' },
    wrongCode: { title: 'Wrong code, and gone', hint: 'Type a wrong code from the bank’s message, then close the tab.' },
    camera: { title: 'Camera refused, and gone', hint: 'Press “Use the camera”, refuse it in the browser, then close the tab.' },
    closeTab: {
      title: 'The tab is closed',
      hint: 'Go up to the document and close the tab. A drop is told after 20 minutes, or as --drop-after says.',
    },
    pageBreaks: { title: 'The page itself breaks', hint: 'Send a document: the page will throw an error that no server sees.' },
  },
  checkNames: {
    LINK_VALIDITY_CHECK: 'Link',
    TOKEN_VALIDATION_CHECK: 'Token',
    RATE_LIMIT_CHECK: 'Rate of submissions',
    DEVICE_STATIC_CHECK: 'Device',
    IP_RISK_CHECK: 'Address risk',
    ID_QUALITY_CHECK: 'Photo quality',
    ID_TYPE_CHECK: 'Document type',
    ID_OCR_CHECK: 'Reading the document',
    ID_LIVENESS_CHECK: 'A real document',
    COUNTRY_BLACKLIST_CHECK: 'Issuing country',
    AGE_LIMIT_CHECK: 'Age',
    ID_EXPIRY_CHECK: 'Expiry date',
    DUPLICATE_USER_CHECK: 'Known already?',
    ACCOUNT_CODE_CHECK: 'Code',
    ACCOUNT_HOLDER_CHECK: 'Account holder',
    FACE_AGE_CHECK: 'Age of the face',
    FACE_DUPLICATE_CHECK: 'Face known already?',
    AML_SCREENING_CHECK: 'Watch lists',
    FACE_COMPARE_CHECK: 'Face and document',
    SELFIE_LIVENESS_CHECK: 'A live face',
    GOVERNMENT_CHECK: 'Government registry',
  },
};

const ko: Texts = {
  title: '본인 확인',
  demo: '본인 확인 데모',
  madeUp:
    '시연용 화면입니다. 신분증을 읽거나 누구를 조회하지 않으며, 그런 검사는 모두 흉내입니다. 실제인 것은 사진의 크기·선명도·밝기뿐입니다.',
  privacy: '사진은 측정한 뒤 바로 버립니다. 본인 신분증 대신 그려진 견본을 쓸 수 있습니다.',
  steps: ['동의', '신분증', '계좌 (선택)', '셀피', '결과'],
  stepOf: (step, of) => `${of}단계 중 ${step}단계`,
  begin: '시작하기',
  starting: '시작하는 중…',
  termsTitle: '동의',
  termsText: '본인 확인을 위해 이 화면은 다음을 하려고 합니다.',
  termsData: ['신분증 사진과 셀피 확인', '접속 주소 확인', '문제를 설명할 수 있도록 보신 화면을 기록'],
  agree: '동의합니다',
  goOn: '계속',
  decline: '동의하지 않음',
  declined: '이 페이지는 방문에 대해 아무것도 기록하지 않았습니다.',
  documentTitle: '신분증 사진',
  documentText: '밝은 곳에 평평하게 놓고 네 모서리가 모두 나오게 찍어 주세요.',
  selfieTitle: '셀피',
  selfieText: '빛을 마주 보고 카메라를 똑바로 바라봐 주세요.',
  camera: '카메라 사용',
  shoot: '촬영',
  cameraOff: '카메라 끄기',
  file: '파일 선택',
  samples: '또는 그려진 견본 보내기:',
  sample: { none: '선명함', blurred: '흐림', dark: '너무 어두움' },
  cameraRefused: '카메라가 없거나 거부되었습니다. 주소창에서 허용하거나 파일을 선택해 주세요.',
  notAPicture: '브라우저가 이 파일을 사진으로 인식하지 못합니다.',
  yourPhoto: '보내신 사진',
  view: '카메라 화면',
  checking: '확인하는 중…',
  checks: '검사',
  checkResult: { PASS: '통과', FAIL: '실패', WARN: '경고', ERROR: '엔진 오류', SKIPPED: '건너뜀', RUNNING: '진행 중' },
  retake: '한 번 더 부탁드립니다',
  retakeReason: {
    too_dark: '사진이 너무 어둡습니다.',
    too_bright: '사진이 너무 밝습니다.',
    blurred: '사진이 선명하지 않습니다.',
    too_small: '사진이 너무 작습니다.',
    unreadable: '사진을 읽을 수 없습니다.',
    wrong_code: '코드가 맞지 않습니다.',
  },
  triesLeft: (left) => `${left}번 더 시도할 수 있습니다.`,
  measured: (width, height, sharpness, brightness) => `측정값: ${width} × ${height} 픽셀, 선명도 ${sharpness}, 밝기 ${brightness}/255`,
  accountTitle: '계좌 확인',
  accountText: '계좌로 1원을 보내고, 입금자명에 코드가 표시됩니다. 여기서는 실제로 보내지 않습니다.',
  transfer: '1원 보내기',
  skip: '이 단계 건너뛰기',
  bankMessage: (code) => `가상의 은행: “DEMO ${code}” 님이 1원을 보냈습니다`,
  code: '코드 (숫자 네 자리)',
  confirm: '확인',
  outcome: {
    APPROVED: { title: '본인 확인이 끝났습니다', text: '모두 완료되었습니다. 이제 서비스를 이용하시면 됩니다.' },
    REJECTED: { title: '확인되지 않았습니다', text: '본인 확인을 하지 못했습니다.' },
    PENDING: { title: '담당자가 검토합니다', text: '검토를 위해 보류되었습니다. 결과는 메일로 알려 드립니다.' },
  },
  reason: '사유',
  webhook: {
    sent: '결과가 서명된 웹훅으로 회사에 전달되었습니다.',
    failed: '회사의 웹훅 수신 서버가 응답하지 않아 결과를 전달하지 못했습니다.',
    waiting: '회사에 결과를 전달하는 중…',
  },
  again: '처음부터',
  errorTitle: '진행하지 못했습니다',
  errorText: {
    'service-blocked': '현재 네트워크에서는 이 서비스를 이용할 수 없습니다.',
    'expired-start-valid-until': '이 링크는 더 이상 유효하지 않습니다.',
    'ER-20001': '시작한 횟수가 너무 많습니다. 잠시 후 다시 시도해 주세요.',
    'SE-50021': '지금은 얼굴 실물 검사를 이용할 수 없습니다.',
    'LO-30002': '같은 단계가 여러 번 실패했습니다. 나중에 다시 방문해 주세요.',
    'RT-10000': '페이지에 문제가 생겼습니다.',
  },
  errorCode: '오류 코드',
  tryAgain: '다시 시도',
  gone: '더 이상 유효하지 않은 확인 건입니다. 처음부터 다시 시작해 주세요.',
  unreachable: '서버에 연결할 수 없습니다. 진행 상황은 남아 있습니다.',
  panelTitle: '어떤 일이 일어나게 할까요?',
  panelText: '하나를 고르고 진행한 뒤, Session Journey가 어떻게 설명하는지 보세요.',
  byServer: '서버가 발견하는 일',
  byVisitor: '직접 해 보는 일',
  willSay: 'Session Journey의 결론',
  chosen: '선택한 상황',
  whatToDo: '할 일',
  liveTitle: 'Session Journey의 설명',
  liveWaiting: '아직 없습니다. 시작하면 첫 이벤트가 도착합니다.',
  liveText: '지금 진행 중인 바로 이 여정을 1초 간격으로 보여 줍니다. 화면은 SDK로 FE 이벤트를, 백엔드는 서버 키로 BE 이벤트를 보냅니다.',
  events: (fe, be) => `화면 이벤트 ${fe}개, 서버 이벤트 ${be}개`,
  stages: '단계',
  open: '대시보드에서 보기',
  dashboard: '대시보드',
  newTab: '새 탭에서 열림',
  language: '언어',
  scenarios: {
    approved: { title: '아무 문제 없음', hint: '매번 선명한 사진을 보내세요.' },
    warning: { title: '정부 기관이 일부만 응답', hint: '선명한 사진을 보내세요. 경고와 함께 승인됩니다.' },
    aml: { title: '감시 명단에 같은 이름', hint: '선명한 사진을 보내세요. 담당자가 결정해야 합니다.' },
    expired: { title: '신분증 유효 기간 만료', hint: '선명한 신분증 사진을 보내세요.' },
    blockedIp: { title: '차단된 접속 주소', hint: '동의하세요. 거기까지만 진행됩니다.' },
    linkExpired: { title: '만료된 링크', hint: '동의하세요. 거기까지만 진행됩니다.' },
    engine: { title: '얼굴 실물 검사 엔진 오류', hint: '셀피를 보내고 여러 번 다시 시도해 보세요.' },
    webhookDown: { title: '회사의 웹훅 수신 불가', hint: '선명한 사진을 보내세요. 승인되지만 아무도 통지받지 못합니다.' },
    retake: { title: '나쁜 사진 뒤에 좋은 사진', hint: '흐린 신분증을 먼저, 다음에 선명한 것을 보내세요.' },
    tooMany: { title: '나쁜 사진을 한도까지', hint: '어두운 신분증을 세 번 보내세요.' },
    wrongCode: { title: '틀린 코드를 넣고 이탈', hint: '은행 메시지와 다른 코드를 넣은 뒤 탭을 닫으세요.' },
    camera: { title: '카메라를 거부하고 이탈', hint: '“카메라 사용”을 누르고 브라우저에서 거부한 뒤 탭을 닫으세요.' },
    closeTab: { title: '탭을 닫음', hint: '신분증 단계까지 간 뒤 탭을 닫으세요. 이탈은 20분 뒤, 또는 --drop-after 설정대로 표시됩니다.' },
    pageBreaks: { title: '페이지 자체의 오류', hint: '신분증을 보내세요. 서버가 모르는 오류가 페이지에서 일어납니다.' },
  },
  checkNames: {
    LINK_VALIDITY_CHECK: '링크',
    TOKEN_VALIDATION_CHECK: '토큰',
    RATE_LIMIT_CHECK: '제출 빈도',
    DEVICE_STATIC_CHECK: '기기',
    IP_RISK_CHECK: '접속 주소 위험',
    ID_QUALITY_CHECK: '사진 품질',
    ID_TYPE_CHECK: '신분증 종류',
    ID_OCR_CHECK: '신분증 판독',
    ID_LIVENESS_CHECK: '실물 신분증',
    COUNTRY_BLACKLIST_CHECK: '발급 국가',
    AGE_LIMIT_CHECK: '나이',
    ID_EXPIRY_CHECK: '유효 기간',
    DUPLICATE_USER_CHECK: '중복 가입',
    ACCOUNT_CODE_CHECK: '코드',
    ACCOUNT_HOLDER_CHECK: '예금주',
    FACE_AGE_CHECK: '얼굴 나이',
    FACE_DUPLICATE_CHECK: '얼굴 중복',
    AML_SCREENING_CHECK: '감시 명단',
    FACE_COMPARE_CHECK: '얼굴 대조',
    SELFIE_LIVENESS_CHECK: '실제 얼굴',
    GOVERNMENT_CHECK: '정부 기관 조회',
  },
};

export const texts: Record<Language, Texts> = { en, ko };

const kept = 'session-journey-demo:language';

export function firstLanguage(): Language {
  const chosen = localStorage.getItem(kept) ?? navigator.language;
  return chosen.startsWith('ko') ? 'ko' : 'en';
}

export const keepLanguage = (language: Language): void => localStorage.setItem(kept, language);
