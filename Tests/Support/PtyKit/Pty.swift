// PtyKit
