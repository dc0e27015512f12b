// Light or dark.

function switchScheme() {
  const dark = getComputedStyle(document.documentElement).colorScheme === "dark"
    || (!document.documentElement.style.colorScheme && matchMedia("(prefers-color-scheme: dark)").matches);
  const scheme = dark ? "light" : "dark";
  document.documentElement.style.colorScheme = scheme;
  remember(scheme);
}

// Some browsers keep nothing for pages from disk; then the choice lasts as long as the page.
function remember(scheme) {
  try {
    localStorage.setItem("presage-scheme", scheme);
  } catch (refused) {
    console.info("The colour scheme is not kept:", refused.message);
  }
}

function recallTheme() {
  try {
    const scheme = localStorage.getItem("presage-scheme");
    if (scheme === "light" || scheme === "dark") document.documentElement.style.colorScheme = scheme;
  } catch (refused) {
    console.info("No colour scheme is kept:", refused.message);
  }
}
