#!/bin/sh
# First start of a TPU host: Java, the user and its folders. Harmless when run again. Not run on hardware.
# Afterwards: copy a built tree to /opt/pieria, run fetch-natives, fill /etc/pieria, enable the unit pieria-worker.
set -eu

export DEBIAN_FRONTEND=noninteractive
command -v java >/dev/null || { apt-get update && apt-get install -y --no-install-recommends openjdk-17-jre-headless; }
command -v pip3 >/dev/null || apt-get install -y --no-install-recommends python3-pip unzip binutils

id pieria >/dev/null 2>&1 || useradd --system --create-home pieria
mkdir -p /opt/pieria /etc/pieria /srv/pieria /var/lib/pieria/javacpp
chown pieria:pieria /srv/pieria /var/lib/pieria /var/lib/pieria/javacpp

# Which of the two a generation of TPUs shows differs; whichever there is, the worker's user has to open it.
for device in /dev/accel* /dev/vfio/*; do
    if [ -e "$device" ]; then
        chgrp pieria "$device"
        chmod g+rw "$device"
    fi
done
