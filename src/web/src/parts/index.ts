// The small parts that pages are made of.
export { Button, IconButton } from './Button';
export { Field, TextField, CheckField } from './Field';
export { Dialog } from './Dialog';
export { toast, Toasts } from './Toast';
export { Progress } from './Progress';
export { Lamp, type LampColour } from './Lamp';
export { EmptyState } from './EmptyState';
export { ErrorBox } from './ErrorBox';
export { Icon, type IconName } from './Icon';
export { Spinner } from './Spinner';
export { useLate } from './useLate';
export { Menu, MenuItem } from './Menu';
export { CopyText } from './CopyText';
export { Choice } from './Choice';
export { Confirm } from './Confirm';
export { Qr } from './Qr';
