using Clipcut;

return await CommandLine.RunAsync(args);
