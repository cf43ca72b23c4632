#!/usr/bin/env bash
# Installs what the product and its tests need and this machine lacks (Debian 12 or 13); with the word "obs" also OBS Studio.
set -euo pipefail

# The web UI is bundled with Node.js. time(1) is what the benchmark measures with; clips and pages are looked at in Chromium; the share is a real Samba; Python reads exported lists.
declare -A package_of=(
    [ffmpeg]=ffmpeg [ffprobe]=ffmpeg [/usr/bin/time]=time [/usr/bin/chromium]=chromium [/usr/sbin/smbd]=samba [smbclient]=smbclient
    [python3]=python3 [node]=nodejs [npm]=npm)
declare -A missing=()
for program in "${!package_of[@]}"; do
    command -v "$program" >/dev/null || missing[${package_of[$program]}]=1
done
# The documentation's example of a hub client runs with it.
[ -e /usr/lib/python3/dist-packages/websocket ] || missing[python3-websocket]=1
# Burnt-in timecode is drawn with this font.
[ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || missing[fonts-dejavu-core]=1
if [ "${1-}" = obs ]; then
    # It draws in software on a screen that nobody sees.
    for package in obs-studio obs-plugins xvfb libgl1-mesa-dri; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing[$package]=1
    done
fi

if ! command -v dotnet >/dev/null; then
    echo "The .NET 10 SDK is missing; install it first: https://dotnet.microsoft.com/download" >&2
    exit 1
fi
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Install these as root first: ${!missing[*]}" >&2; exit 1; }
    as_root=(sudo)
fi
echo "Installing ${!missing[*]} …"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${!missing[@]}" >/dev/null
