// What the service says, as far as the gallery reads it. The whole contract is in openapi.json.

export interface Sides { width: number; height: number; }

/** Shares of the width and the height, from the upper left. */
export interface FocalPoint { x: number; y: number; }

export interface Variant extends Sides { url: string; bytes: number; contentType?: string; }
export interface Label { name: string; confidence: number; }
export interface FoundObject extends Label { box: Sides & { x: number; y: number }; }
export interface ModerationLabel { name: string; severity: number; }
export interface Fault { code: string; message: string; }

export interface Analysis {
  status: string;
  reason?: string;
  labelDetails?: Label[];
  objects?: (FoundObject | string)[];
  text?: string[];
  people?: number;
  caption?: string;
  moderationLabels?: ModerationLabel[];
  model?: string;
}

export interface Image {
  imageId: string;
  fileName: string;
  title?: string;
  description?: string;
  tags: string[];
  userId?: string;
  status: string;
  contentType?: string;
  size?: number;
  uploadedAt: string;
  processedAt?: string;
  expiresAt?: string;
  sha256?: string;
  downloadUrl?: string;
  metadata?: Sides & { format: string; frames: number; hasAlpha: boolean; orientation: number; exif?: Record<string, string> };
  placeholder?: { blurHash: string };
  colors?: { dominant: string; palette: string[] };
  perceptualHash?: string;
  sharpness?: number;
  brightness?: number;
  analysis?: Analysis;
  moderation?: { state: string; labels: ModerationLabel[]; reviewedBy?: string; reviewedAt?: string };
  duplicateOf?: string;
  distance?: number;
  variants?: Record<string, Variant>;
  srcset?: Record<string, string>;
  focalPoint?: FocalPoint;
  error?: Fault;
}

export interface ImagePage { images: Image[]; nextCursor?: string; }
export interface Status { status: string; progress: number; message: string; steps: Record<string, string>; error?: Fault; }
export interface IssuedUpload { imageId: string; uploadUrl: string; method: string; headers: Record<string, string>; }
export interface SignedLink { options: string; url: string; expiresAt: string; }
export interface Download { downloadUrl: string; expiresIn: number; }
export interface Statistics { images: Record<string, number>; counted: number; isComplete: boolean; countedAt: string; queues: Record<string, number>; oldestPending?: string; }
export interface DeadLetter {
  id: string; queue: string; text: string; reason: string; detail?: string; attempts: number; imageId?: string; at: string; truncated: boolean;
}
export interface DeadLetterPage { deadLetters: DeadLetter[]; nextCursor?: string; }

/** A file of an image that can be shown. */
export interface ImageFile extends Sides {
  name: string; url: string; bytes?: number; contentType?: string;
  /** Whether it shows the whole picture: no crop, no border. */
  isWhole: boolean;
}

/** What the service takes; it writes this into the page. */
export interface Limits {
  types: string[]; minBytes: number; maxBytes: number; minSide: number; maxSide: number; maxPixels: number;
}
export interface Settings {
  limits: Limits;
  /** Whether the service signs links. */
  links: boolean;
}

export type KeyLevel = 'function' | 'admin';
export type Query = Record<string, string | string[] | number | null | undefined>;
export interface CallOptions {
  query?: Query; body?: unknown; headers?: Record<string, string>; signal?: AbortSignal; level?: KeyLevel; key?: string;
}
