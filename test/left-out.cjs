// In the place of what Pulumi loads to serialise functions.
module.exports = {};
