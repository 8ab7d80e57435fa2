// Sets the theme before the first paint; without a choice the system's is used.
try {
  const theme = localStorage.getItem('hookline-theme');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // A browser that stores nothing shows the system's theme.
}
