declare module 'guide:pages' {
  const pages: readonly import('../../../guide.mjs').GuidePage[];
  export default pages;
}
