'use strict';
// Loaded into the measured command by command.ts: file descriptor 3 gets what the process took.
const fs = require('node:fs');

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  fs.writeSync(3, JSON.stringify({ megabytes: Math.round(maxRSS / 1024), cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }));
});
